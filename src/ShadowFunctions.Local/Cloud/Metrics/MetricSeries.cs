using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>One resource with the minutes that were read of it.</summary>
internal sealed record MetricSeries(CloudResource Resource, LoadProfile Profile, MinuteLoad[] Loads)
{
    private const double Swing = 0.12;

    /// <summary>The bucket that starts at a minute of the window; without data when no minute of it has any.</summary>
    public MetricBucket Bucket(MetricDefinition metric, MetricWindow window, int first)
    {
        var bucket = new MetricBucket();
        var end = Math.Min(first + window.IntervalMinutes, Loads.Length);
        for (var i = first; i < end; i++)
        {
            if (Loads[i].Size is { } size
                && metric.Value(Profile.UsageAt(Loads[i].ServedVCores, size, window.From.AddMinutes(i)), size) is { } value)
            {
                var swing = metric.Varies ? Swing * SeededChance.Uniform(1, 41, (window.From.ToUnixTimeSeconds() / 60) + i) : 0;
                bucket.Add(value, swing, metric.Unit == "Percent" ? 100 : metric.Name == "cpu_used" ? size.VCores : double.PositiveInfinity);
            }
        }

        return bucket;
    }
}
