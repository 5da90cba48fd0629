using Azure;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>An elastic pool.</summary>
internal sealed class ScalablePool(ElasticPoolResource pool) : IScalable
{
    public async Task<ScalableSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        ElasticPoolData data = (await pool.GetAsync(cancellationToken)).Value.Data;
        string size = data.Sku is { } sku
            ? SkuName.ToSize(sku)
            : throw new CloudRefusedException($"'{data.Id}' was answered without any size.") { ErrorCode = "SizeNotTold" };
        return new ScalableSnapshot(
            size, null, data.MaxSizeBytes > 0 ? data.MaxSizeBytes : null, data.State is not { } state || state == ElasticPoolState.Ready, false, data.PerDatabaseSettings,
            Replicas: data.HighAvailabilityReplicaCount);
    }

    public async Task<IReadOnlyList<PlatformOperation>> OperationsAsync(CancellationToken cancellationToken)
    {
        List<PlatformOperation> operations = [];
        await foreach (ElasticPoolOperationData o in pool.GetElasticPoolOperationsAsync(cancellationToken))
        {
            operations.Add(PlatformOperation.Of(
                o.Name, o.State, o.StartOn, o.IsCancellable, o.ErrorCode, o.ErrorDescription, o.Description));
        }

        return operations;
    }

    public async Task<Operation> PatchAsync(SqlSku? sku, SizeExtras? extras, ScalableSnapshot current, CancellationToken cancellationToken)
    {
        var patch = new ElasticPoolPatch
        {
            Sku = sku,
            MaxSizeBytes = extras?.MaxDataBytes,
            HighAvailabilityReplicaCount = extras?.Replicas,
            PerDatabaseSettings = PerDatabaseLimits.After(current, sku, await DatabasesAsync(sku, current, cancellationToken)),
        };
        return await pool.UpdateAsync(WaitUntil.Started, patch, cancellationToken);
    }

    /// <summary>How many databases the pool has, where that matters: when what they are guaranteed may not fit a smaller pool.</summary>
    private async Task<int?> DatabasesAsync(SqlSku? sku, ScalableSnapshot current, CancellationToken cancellationToken)
    {
        var shrinks = SkuName.TryParse(current.Size, out var before) && sku?.Capacity < before.Capacity;
        return shrinks && current.PerDatabase?.MinCapacity > 0 ? await PoolDatabases.CountAsync(pool, cancellationToken) : null;
    }

    public Task CancelAsync(Guid operationId, CancellationToken cancellationToken) =>
        pool.CancelElasticPoolOperationAsync(operationId, cancellationToken);
}
