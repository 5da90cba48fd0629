namespace Azure.Monitor.Query;

/// <summary>Options of a query for several resources; an end needs a start.</summary>
public class MetricsQueryResourcesOptions
{
    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public IList<string> Aggregations { get; } = [];

    public int? Size { get; set; }

    public string Filter { get; set; }

    public string OrderBy { get; set; }

    public IList<string> RollUpBy { get; } = [];

    public TimeSpan? Granularity { get; set; }
}
