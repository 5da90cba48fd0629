using Azure;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>A single database.</summary>
/// <param name="database">The database.</param>
/// <param name="sold">What its region sells; null when that is not known.</param>
internal sealed class ScalableDatabase(SqlDatabaseResource database, Func<CancellationToken, Task<RegionCapabilities?>> sold) : IScalable
{
    private static readonly HashSet<SqlDatabaseStatus> Serving = [SqlDatabaseStatus.Online, SqlDatabaseStatus.Scaling, SqlDatabaseStatus.AutoClosed];

    public async Task<ScalableSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        SqlDatabaseData data = (await database.GetAsync(cancellationToken: cancellationToken)).Value.Data;
        string size = Size(data) ?? throw new CloudRefusedException($"'{data.Id}' was answered without any size.") { ErrorCode = "SizeNotTold" };
        return new ScalableSnapshot(
            size,
            data.RequestedServiceObjectiveName ?? size,
            data.MaxSizeBytes > 0 ? data.MaxSizeBytes : null,
            data.Status is not { } status || Serving.Contains(status),
            data.Status == SqlDatabaseStatus.Scaling,
            MinVCores: data.MinCapacity,
            PauseDelayMinutes: data.AutoPauseDelay,
            Replicas: data.HighAvailabilityReplicaCount);
    }

    /// <summary>The size in force by the first member that names one; each of them is missing in some version of the API.</summary>
    private static string? Size(SqlDatabaseData data)
    {
        if (data.CurrentServiceObjectiveName is { Length: > 0 } objective)
        {
            return objective;
        }

        string?[] told = [Name(data.CurrentSku), Name(data.Sku), data.RequestedServiceObjectiveName];
        return Array.Find(told, size => SkuName.TryParse(size, out _)) ?? Array.Find(told, size => !string.IsNullOrEmpty(size));

        static string? Name(SqlSku? sku) => sku?.Name is null ? null : SkuName.ToSize(sku);
    }

    public async Task<IReadOnlyList<PlatformOperation>> OperationsAsync(CancellationToken cancellationToken)
    {
        List<PlatformOperation> operations = [];
        await foreach (DatabaseOperationData o in database.GetDatabaseOperationsAsync(cancellationToken))
        {
            operations.Add(PlatformOperation.Of(
                o.Name, o.State?.ToString(), o.StartOn, o.IsCancellable, o.ErrorCode, o.ErrorDescription, o.Description));
        }

        return operations;
    }

    public async Task<Operation> PatchAsync(SqlSku? sku, SizeExtras? extras, ScalableSnapshot current, CancellationToken cancellationToken)
    {
        var patch = new SqlDatabasePatch { Sku = sku, MaxSizeBytes = extras?.MaxDataBytes, HighAvailabilityReplicaCount = extras?.Replicas };
        if (sku is not null && current.MinVCores is not null)
        {
            patch.MinCapacity = ServerlessMinimum.After(current, sku, await sold(cancellationToken));
        }

        return await database.UpdateAsync(WaitUntil.Started, patch, cancellationToken);
    }

    public Task CancelAsync(Guid operationId, CancellationToken cancellationToken) =>
        database.CancelDatabaseOperationAsync(operationId, cancellationToken);
}
