using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Triggers;

/// <summary>
/// Keeps the shadows that the platform makes for us: makes missing ones, charges each for the time since the last look, and parks those that have
/// cost what they may in a day. A shadow that the platform refuses is reported in its account and holds up no other.
/// </summary>
public sealed class ShadowKeeper(
    IShadowProvisioner provisioner,
    StoreRepository stores,
    ShadowAccountRepository accounts,
    ShadowStateRepository shadows,
    FleetControlRepository fleet,
    IOptions<ShadowOptions> options,
    TimeProvider time)
{
    /// <summary>One look at every shadow.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!provisioner.Enabled)
        {
            return;
        }

        var now = time.GetUtcNow();
        var stopped = (await fleet.GetAsync(cancellationToken)).Paused;
        var known = (await accounts.ListAsync(cancellationToken)).ToDictionary(a => a.StoreId);
        var today = known.Values.Where(a => a.ChargedUntil is { } at && at.UtcDateTime.Date == now.UtcDateTime.Date).Sum(a => a.CostToday);
        foreach (var store in await stores.ListAsync(cancellationToken))
        {
            var before = known.GetValueOrDefault(store.Id) ?? new ShadowAccount { StoreId = store.Id };
            if (!Wants(store, before) || before.RemovedAt is not null)
            {
                continue;
            }

            var after = await LookAsync(store, before, today, mayMake: !stopped && !store.Paused, cancellationToken);
            today += after.CostAdded;
            await accounts.PutAsync(store.Id, after, "*", cancellationToken);
        }
    }

    /// <summary>A store that is sampled and whose owner named no shadow of another kind.</summary>
    private static bool Wants(Store store, ShadowAccount account) =>
        store is { ProductionConnection: not null, MissingSince: null, Kind: not StoreKind.PostgreSqlFlexibleServer }
        && store.Configuration.Replication.Enabled
        && (store.ShadowConnection is null || store.ShadowConnection == account.Connection);

    private async Task<ShadowAccount> LookAsync(Store store, ShadowAccount account, double fleetToday, bool mayMake, CancellationToken cancellationToken)
    {
        account = account with { CostAdded = 0 };
        try
        {
            var status = await provisioner.ReadAsync(store, cancellationToken);
            if (status is null && !mayMake)
            {
                return account with { ChargedUntil = null };
            }

            var charged = status is null ? account with { ChargedUntil = null } : await ChargeAsync(store, account, status, cancellationToken);
            return ShadowMeter.Cap(charged, fleetToday + charged.CostAdded, options.Value.ShadowCostPerDay, options.Value.FleetShadowCostPerDay) is { } reason
                ? await ParkAsync(store, charged, reason, cancellationToken)
                : await WorkAsync(store, charged, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            return account with { Error = error.Message };
        }
    }

    private async Task<ShadowAccount> ChargeAsync(Store store, ShadowAccount account, ShadowStatus status, CancellationToken cancellationToken) => ShadowMeter.Charge(
        account,
        status,
        (await shadows.GetAsync(store.Id, cancellationToken))?.Value,
        passSeconds: options.Value.CycleMinutes * 60.0,
        runSeconds: store.Configuration.Workload.MaxSeconds,
        time.GetUtcNow());

    private async Task<ShadowAccount> ParkAsync(Store store, ShadowAccount account, Reason reason, CancellationToken cancellationToken)
    {
        await provisioner.PauseAsync(store, cancellationToken);
        return account with { Parked = reason };
    }

    private async Task<ShadowAccount> WorkAsync(Store store, ShadowAccount account, CancellationToken cancellationToken)
    {
        var handle = await provisioner.EnsureAsync(store, cancellationToken);

        // The account first: a store whose connection is not that of its account counts as one with a shadow of its owner's.
        var working = account with { Connection = handle.Connection, Parked = null, Error = null };
        if (store.ShadowConnection is null && await stores.GetAsync(store.Id, cancellationToken) is { Value.ShadowConnection: null } current)
        {
            // Its cost is counted when the whole look is recorded.
            await accounts.PutAsync(store.Id, working with { CostAdded = 0 }, "*", cancellationToken);
            await stores.PutAsync(current.Value with { ShadowConnection = handle.Connection }, current.ETag, cancellationToken);
        }

        return working;
    }
}
