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
        var patch = new ElasticPoolPatch { Sku = sku, MaxSizeBytes = extras?.MaxDataBytes, HighAvailabilityReplicaCount = extras?.Replicas };
        if (current.PerDatabase is { MaxCapacity: { } max } perDatabase && sku?.Capacity is { } capacity && MustMove(max, current.Size, capacity))
        {
            patch.PerDatabaseSettings = new ElasticPoolPerDatabaseSettings
            {
                MinCapacity = perDatabase.MinCapacity is { } min ? Math.Min(min, capacity) : null,
                MaxCapacity = capacity,
            };
        }

        return await pool.UpdateAsync(WaitUntil.Started, patch, cancellationToken);
    }

    /// <summary>
    /// A pool refuses to become smaller than what one of its databases may take. Where one may take the whole pool it shall keep that when the pool
    /// grows: otherwise a pool that went down and up again would hold its databases at the smaller size for good.
    /// </summary>
    private static bool MustMove(double max, string size, int capacity) => max > capacity || (max < capacity && max >= SkuName.Parse(size).Capacity);

    public Task CancelAsync(Guid operationId, CancellationToken cancellationToken) =>
        pool.CancelElasticPoolOperationAsync(operationId, cancellationToken);
}
