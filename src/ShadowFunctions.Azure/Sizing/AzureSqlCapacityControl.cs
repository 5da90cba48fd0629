using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>
/// Reads and changes the size of Azure SQL databases and elastic pools. Production is only ever PATCHed, only in size and storage, only when
/// it is on the allow-list, and only within the series its owner's ladder lists; Hyperscale is never entered or left.
/// </summary>
/// <param name="connection">Credential, transport and allow-list.</param>
/// <param name="regions">What regions sell; null leaves the published rules in force.</param>
public sealed class AzureSqlCapacityControl(AzureConnection connection, RegionRepository? regions = null) : ICapacityControl
{
    /// <inheritdoc/>
    public Task<CapacityState> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        var resource = Open(store);
        return CloudErrors.CallAsync($"Reading the size of store '{store.Id}'", ReadAsync, cancellationToken);

        async Task<CapacityState> ReadAsync()
        {
            var now = await resource.ReadAsync(cancellationToken);
            var operations = await resource.OperationsAsync(cancellationToken);
            var running = operations.FirstOrDefault(o => o.IsRunning);
            var requested = now.RequestedSize ?? (running is null ? now.Size : running.Target ?? CapacityState.Unnamed);
            var inFlight = now.Changing || running is not null || !string.Equals(now.Size, requested, StringComparison.OrdinalIgnoreCase);
            return new CapacityState(now.Size, requested, inFlight, now.MaxDataBytes, now.Online)
            {
                Replicas = now.Replicas,
                PerDatabase = now.PerDatabase is { MinCapacity: { } least, MaxCapacity: { } most } ? new PoolLimits(least, most) : null,
                Serverless = now is { MinVCores: { } min, PauseDelayMinutes: { } delay } ? new ServerlessBounds(min, delay) : null,
            };
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Reads first: a store that already is, or is already becoming, what is asked for gets no second request. Otherwise exactly one
    /// PATCH, which carries the operation's id as client request id, so that the platform's activity log names our decision.
    /// </remarks>
    public Task<ScaleTicket> BeginAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var resource = OpenForChange(store);
        return BeginAsync();

        async Task<ScaleTicket> BeginAsync()
        {
            var what = $"Changing store '{store.Id}' to {operation.To}";
            var now = await CloudErrors.CallAsync(what, ReadAsync, cancellationToken);
            var sku = SizeChangeGuard.Check(store, now.Size, operation.To);
            var (there, asked) = (Same(now.Size, operation.To), Same(now.RequestedSize, operation.To));
            var lacking = there && operation.Extras?.IsMet(now.MaxDataBytes, now.Replicas) == false;
            return asked && !lacking
                ? new ScaleTicket(null, there)
                : await CloudErrors.CallAsync(what, () => PatchAsync(asked ? null : sku, now), cancellationToken, changes: true);
        }

        // A pool does not say what was asked of it; the operation that runs on it may.
        async Task<ScalableSnapshot> ReadAsync()
        {
            var now = await resource.ReadAsync(cancellationToken);
            if (now.RequestedSize is not null)
            {
                return now;
            }

            var running = (await resource.OperationsAsync(cancellationToken)).FirstOrDefault(o => o.IsRunning);
            return now with { RequestedSize = running is null ? now.Size : running.Target ?? CapacityState.Unnamed };
        }

        // Between tiers the limit of the data is named again: the new tier's default might take its place.
        SizeExtras? Extras(SqlSku? sku, ScalableSnapshot now) =>
            sku is null || Same(SkuName.SeriesOf(now.Size), sku.Name) || operation.Extras?.MaxDataBytes is not null || now.MaxDataBytes is not { } bytes
                ? operation.Extras
                : (operation.Extras ?? new SizeExtras()) with { MaxDataBytes = (long)bytes };

        async Task<ScaleTicket> PatchAsync(SqlSku? sku, ScalableSnapshot now)
        {
            using (HttpPipeline.CreateClientRequestIdScope(operation.Id))
            {
                Operation started = await resource.PatchAsync(sku, Extras(sku, now), now, cancellationToken);
                int? left = CloudErrors.RemainingWrites(started.GetRawResponse());
                return started.HasCompleted ? new ScaleTicket(null, true, left) : new ScaleTicket(ScaleTickets.Write(started), false, left);
            }
        }
    }

    /// <inheritdoc/>
    public Task<ScaleProgress> PollAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var resource = Open(store);
        return CloudErrors.CallAsync($"Asking for the change of store '{store.Id}' to {operation.To}", PollAsync, cancellationToken);

        async Task<ScaleProgress> PollAsync()
        {
            if (operation.Ticket is { Length: > 0 } ticket && await ScaleTickets.PollAsync(connection, ticket) is { } progress)
            {
                return progress;
            }

            var now = await resource.ReadAsync(cancellationToken);
            return ScaleReconciliation.Derive(operation, now, await resource.OperationsAsync(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> SecondariesAsync(Store store, CancellationToken cancellationToken)
    {
        var kind = StoreResource.Kind(store);
        return store.Configuration.PreAllocation.GeoSecondaryResourceId is { Length: > 0 } named ? Task.FromResult<IReadOnlyList<string>>([named])
            : CloudErrors.CallAsync(
                $"Looking for geo secondaries of store '{store.Id}'",
                () => kind == StoreKind.SqlElasticPool
                    ? ReplicationLinks.SecondariesOfPoolAsync(connection, store, cancellationToken)
                    : ReplicationLinks.SecondariesAsync(connection, store, cancellationToken),
                cancellationToken);
    }

    /// <inheritdoc/>
    public Task CancelAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var resource = OpenForChange(store);
        return CloudErrors.CallAsync($"Cancelling the change of store '{store.Id}' to {operation.To}", CancelAsync, cancellationToken);

        async Task<int> CancelAsync()
        {
            var running = ScaleReconciliation.Candidates(operation, await resource.OperationsAsync(cancellationToken))
                .Where(o => o.IsRunning && o.Cancellable).ToList();
            foreach (var each in running)
            {
                try
                {
                    await resource.CancelAsync(each.Id, cancellationToken);
                }
                catch (RequestFailedException error) when (error.ErrorCode is "CannotCancelOperation" or "OperationIdNotFound")
                {
                    // It ended between the list and the request: left as it is.
                }
            }

            return running.Count;
        }
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private IScalable OpenForChange(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        connection.RequireAllowed(store);
        return Open(store);
    }

    private IScalable Open(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return StoreResource.Kind(store) == StoreKind.SqlElasticPool
            ? new ScalablePool(connection.Arm.GetElasticPoolResource(new ResourceIdentifier(store.ResourceId)))
            : new ScalableDatabase(connection.Arm.GetSqlDatabaseResource(new ResourceIdentifier(store.ResourceId)), SoldAsync);

        async Task<RegionCapabilities?> SoldAsync(CancellationToken cancellationToken) =>
            regions is null ? null : (await regions.FindAsync(store.SubscriptionId, store.Region, cancellationToken))?.Known;
    }
}
