namespace Azure.Monitor.Query.Models;

/// <summary>Makes results, for tests.</summary>
public static class MonitorQueryModelFactory
{
    public static MetricsQueryResourcesResult MetricsQueryResourcesResult(IEnumerable<MetricsQueryResult> values = null) =>
        new([.. values ?? []]);

    public static MetricsQueryResult MetricsQueryResult(int? cost, string timespan, TimeSpan? granularity, string @namespace, string resourceRegion, IReadOnlyList<MetricResult> metrics) =>
        new(QueryTimeRange.Parse(timespan), metrics)
        {
            Cost = cost,
            Granularity = granularity,
            Namespace = @namespace,
            ResourceRegion = resourceRegion,
        };

    public static MetricResult MetricResult(string id, string resourceType, string name, MetricUnit unit, IEnumerable<MetricTimeSeriesElement> timeSeries) =>
        new(id, resourceType, name, unit, [.. timeSeries]);

    public static MetricTimeSeriesElement MetricTimeSeriesElement(IReadOnlyDictionary<string, string> metadataValues, IEnumerable<MetricValue> values) =>
        new(metadataValues, [.. values]);

    public static MetricValue MetricValue(DateTimeOffset timeStamp = default, double? average = default, double? minimum = default, double? maximum = default, double? total = default, double? count = default) =>
        new(timeStamp)
        {
            Average = average,
            Minimum = minimum,
            Maximum = maximum,
            Total = total,
            Count = count,
        };
}
