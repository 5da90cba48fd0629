namespace Azure.Monitor.Query.Models;

/// <summary>How the samples of a time grain become one number.</summary>
public enum MetricAggregationType
{
    None = 0,
    Average = 1,
    Count = 2,
    Minimum = 3,
    Maximum = 4,
    Total = 5,
}
