using ShadowFunctions.Core.Recordings;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>One load series as demand, in vCores at a peak.</summary>
/// <param name="Recorded">The recording.</param>
/// <param name="IsSmooth">Lag-1 autocorrelation of five-minute means of at least 0.9.</param>
internal sealed record BenchSeries(RecordedSeries Recorded, bool IsSmooth)
{
    private const double SmoothAutocorrelation = 0.9;
    private const double FewestDays = 7;
    private static readonly TimeSpan CoarsestSpacing = TimeSpan.FromMinutes(5);

    /// <summary>Every series of five minutes or finer that is at least a week long; hourly ones do not show what a resize is for.</summary>
    public static IReadOnlyList<BenchSeries> Load(string folder)
    {
        var series = new List<BenchSeries>();
        foreach (var recorded in SeriesFiles.Read([folder], _ => { }))
        {
            var days = recorded.Points.Count < 2 ? 0 : (recorded.Points[^1].At - recorded.Points[0].At).TotalDays;
            if (days >= FewestDays && recorded.MedianSpacing() <= CoarsestSpacing)
            {
                series.Add(new BenchSeries(recorded, Autocorrelation(recorded) >= SmoothAutocorrelation));
            }
        }

        return series;
    }

    /// <summary>The series as demand with that highest minute, up to a share of its length.</summary>
    public BacktestSeries At(double peakVCores, double share)
    {
        var trace = RecordedTrace.FromPoints(Recorded.Points, peakVCores);
        var minutes = (int)(trace.Minutes * share);
        return new BacktestSeries(Recorded.Name, trace, trace.Start, trace.Start.AddMinutes(minutes));
    }

    private static double Autocorrelation(RecordedSeries recorded)
    {
        var trace = RecordedTrace.FromPoints(recorded.Points, 1);
        var means = new double[trace.Minutes / 5];
        for (var i = 0; i < means.Length * 5; i++)
        {
            means[i / 5] += trace.DemandVCores(trace.Start.AddMinutes(i)) / 5;
        }

        var mean = means.Average();
        double product = 0, square = 0;
        for (var i = 0; i < means.Length; i++)
        {
            square += (means[i] - mean) * (means[i] - mean);
            product += i == 0 ? 0 : (means[i] - mean) * (means[i - 1] - mean);
        }

        return square > 0 ? product / square : 1;
    }
}
