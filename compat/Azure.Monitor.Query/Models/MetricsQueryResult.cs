using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>The metrics of one resource. It does not name the resource; <see cref="MetricResult.Id"/> does.</summary>
public class MetricsQueryResult
{
    internal MetricsQueryResult(QueryTimeRange timeSpan, IReadOnlyList<MetricResult> metrics)
    {
        TimeSpan = timeSpan;
        Metrics = metrics;
    }

    public int? Cost { get; internal init; }

    public string Namespace { get; internal init; }

    public IReadOnlyList<MetricResult> Metrics { get; }

    public QueryTimeRange TimeSpan { get; }

    public string ResourceRegion { get; internal init; }

    public TimeSpan? Granularity { get; internal init; }

    /// <summary>The metric of that name, case-insensitive; throws <see cref="KeyNotFoundException"/> when the answer has none.</summary>
    public MetricResult GetMetricByName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Metrics.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyNotFoundException($"The result has no metric '{name}'.");
    }

    /// <summary>The answer for one resource: <c>timespan</c> is one text.</summary>
    internal static MetricsQueryResult ReadSingle(JsonElement json) =>
        Read(json, json.Text("timespan") is { } text ? QueryTimeRange.Parse(text) : default);

    /// <summary>One element of a batch answer: <c>starttime</c> and <c>endtime</c> stand apart.</summary>
    internal static MetricsQueryResult ReadBatch(JsonElement json) => Read(
        json,
        json.Time("starttime") is { } start && json.Time("endtime") is { } end ? new QueryTimeRange(start, end) : default);

    private static MetricsQueryResult Read(JsonElement json, QueryTimeRange timeSpan) =>
        new(timeSpan, json.List("value", MetricResult.Read))
        {
            Cost = (int?)json.Real("cost"),
            Namespace = json.Text("namespace"),
            ResourceRegion = json.Text("resourceregion"),
            Granularity = Iso.Duration(json.Text("interval")),
        };
}
