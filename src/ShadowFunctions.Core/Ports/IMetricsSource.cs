namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Reads production's metrics in absolute units (percent of a size is converted with the size in force at that minute).
/// Never wakes a paused store. Errors of one store are in its result; <see cref="TransientCloudException"/> only when nothing could be read.
/// </summary>
public interface IMetricsSource
{
    /// <summary>Reads up to 50 stores of one region and subscription; the result has one entry per query, in the same order.</summary>
    Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken);
}
