using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Copies a masked, rate-limited sample of production into the shadow.</summary>
public sealed class SampleReplicationActivity(
    StoreContext context, ReadSources sources, HeadroomReader headroom, SleepGuard sleep, IReplicator replicator, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>
    /// One pass. The batch id is the store's pass, so that a repeat copies nothing twice and counts nothing twice. While a read source is being
    /// made there is nothing to read: the pass stays due.
    /// </summary>
    [Function(Names.SampleReplication)]
    public async Task Run([ActivityTrigger] StoreWork work, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        var batchId = $"{work.StoreId}-{work.CycleId}";
        if (shadow.LastBatch?.Id == batchId)
        {
            return;
        }

        var now = time.GetUtcNow();
        var settings = store.Configuration.Replication;

        // A restore is made from backups; everything else asks the database itself.
        if (settings.ReadFrom != ReadSource.PointInTimeRestore && await sleep.WhyNotAsync(store, cancellationToken) is not null)
        {
            var none = new ReplicationBatch { Id = batchId, StoreId = store.Id, At = now, Guard = ReasonCode.StoreSleeps, Coverage = shadow.LastBatch?.Coverage ?? 0 };
            await context.SaveShadowAsync(shadow with { LastBatch = none }, cancellationToken);
            return;
        }

        if (await sources.OfAsync(store, client, cancellationToken) is not { } source)
        {
            return;
        }

        settings = settings with { SampleFraction = Math.Max(settings.SampleFraction, shadow.SampleFraction ?? 0) };
        if (settings.ReadFrom is ReadSource.PointInTimeRestore or ReadSource.DatabaseCopy)
        {
            // A copy of ours is no replica, and reading it costs production nothing.
            settings = settings with { RequireReplica = false };
        }

        var request = new ReplicationRequest(
            batchId,
            now,
            settings,
            Math.Clamp(shadow.RowsPerSecond, settings.MinRowsPerSecond, settings.MaxRowsPerSecond),
            TimeSpan.FromMinutes(options.Value.CycleMinutes).TotalSeconds,
            await headroom.ReadAsync(store, now, cancellationToken),
            options.Value.Seed);
        var batch = await replicator.SampleAsync(source, request, cancellationToken);
        await context.SaveShadowAsync(
            shadow with
            {
                LastBatch = batch,
                LastReplicationAt = now,
                ReplicatedRows = shadow.ReplicatedRows + batch.Rows,
                ReplicatedBytes = shadow.ReplicatedBytes + batch.Bytes,
                Batches = shadow.Batches + 1,
            },
            cancellationToken);
        if (settings.ReadFrom != ReadSource.Production && batch is { MoreWaiting: false, Guard: null })
        {
            await sources.DoneAsync(store.Id, cancellationToken);
        }
    }
}
