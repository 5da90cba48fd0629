using Azure.Monitor.Query.Models;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>The averages of one resource, by minute and metric. A value that the platform did not give is not here: missing is not zero.</summary>
internal sealed class MetricMinutes
{
    private readonly SortedDictionary<DateTimeOffset, Dictionary<string, double>> _minutes = [];

    private MetricMinutes()
    {
    }

    /// <summary>Sentences for metrics that came with an error of their own.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Minutes with at least one value, in time order.</summary>
    public IEnumerable<KeyValuePair<DateTimeOffset, Dictionary<string, double>>> Minutes => _minutes;

    /// <summary>Collects the values of <paramref name="from"/> ≤ minute &lt; <paramref name="to"/>.</summary>
    public static MetricMinutes Collect(IEnumerable<MetricResult> metrics, DateTimeOffset from, DateTimeOffset to)
    {
        var result = new MetricMinutes();
        foreach (MetricResult metric in metrics.Where(m => m.Name is { Length: > 0 }))
        {
            if (metric.Error is { Code: { Length: > 0 } code } error && !string.Equals(code, "Success", StringComparison.OrdinalIgnoreCase))
            {
                result.Errors.Add($"{metric.Name}: {code} {error.Message}".Trim());
                continue;
            }

            foreach (MetricValue value in metric.TimeSeries.SelectMany(series => series.Values))
            {
                if (value.Average is { } average && double.IsFinite(average) && value.TimeStamp >= from && value.TimeStamp < to)
                {
                    result.At(value.TimeStamp.ToUniversalTime())[metric.Name] = average;
                }
            }
        }

        return result;
    }

    private Dictionary<string, double> At(DateTimeOffset minute)
    {
        if (!_minutes.TryGetValue(minute, out var values))
        {
            _minutes[minute] = values = new(StringComparer.OrdinalIgnoreCase);
        }

        return values;
    }
}
