using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query;

/// <summary>Options of a query for one resource.</summary>
public class MetricsQueryOptions
{
    public QueryTimeRange? TimeRange { get; set; }

    public TimeSpan? Granularity { get; set; }

    public IList<MetricAggregationType> Aggregations { get; } = [];

    public int? Size { get; set; }

    public string Filter { get; set; }

    public string OrderBy { get; set; }

    public string MetricNamespace { get; set; }
}
