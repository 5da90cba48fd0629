using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>A fleet has stores of several engines: each is sampled in the dialect of its connection string.</summary>
/// <param name="dialects">The engines.</param>
/// <param name="keys">Where the masking key comes from.</param>
/// <param name="time">Clock by which rows per second are kept.</param>
public sealed class EngineReplicator(SqlDialects dialects, IMaskingKeyProvider keys, TimeProvider time) : IReplicator
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Production and shadow are of different engines, or of none that is known.</exception>
    public Task<ReplicationBatch> SampleAsync(Store store, ReplicationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store is not { ProductionConnection: { } from, ShadowConnection: { } to })
        {
            return Task.FromResult(new ReplicationBatch { Id = request.BatchId, StoreId = store.Id, At = request.At, Guard = ReasonCode.NoShadow });
        }

        var dialect = dialects.Of(from);
        return dialects.Of(to) == dialect
            ? new SampledReplicator(dialect, keys, time).SampleAsync(store, request, cancellationToken)
            : throw new ArgumentException($"The shadow of store '{store.Id}' is not of production's engine, {dialect.Engine}.");
    }
}
