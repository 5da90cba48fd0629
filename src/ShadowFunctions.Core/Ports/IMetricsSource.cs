using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Reads production's metrics in absolute units (percent of a size is converted with the size in force at that minute).
/// Never wakes a paused store. Errors of one store are in its result; <see cref="TransientCloudException"/> only when nothing could be read.
/// </summary>
public interface IMetricsSource
{
    /// <summary>Reads up to 50 stores of one region and subscription; the result has one entry per query, in the same order.</summary>
    Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken);

    /// <summary>
    /// The CPU of each database of a pool, one answer per 50 of them: for a look once a day, not for every pass. A database without any data is there,
    /// with gaps alone. Errors: <see cref="TransientCloudException"/>, <see cref="CloudRefusedException"/>; an answer is whole or none, so that no
    /// database is taken for idle because it could not be read.
    /// </summary>
    /// <param name="pool">The pool and the window.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In ordinal order of the names, every minute of the window in each.</returns>
    Task<IReadOnlyList<PoolMember>> MembersAsync(MetricsQuery pool, CancellationToken cancellationToken);
}
