using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Triggers;

/// <summary>
/// Keeps the shadows that the platform makes for us: makes missing ones, charges each for the time since the last look, parks those that have
/// cost what they may in a day, and removes those that were worth less than they cost for days. A shadow that the platform refuses is reported in its account and holds up no other.
/// </summary>
public sealed class ShadowKeeper(
    IShadowProvisioner provisioner,
    StoreRepository stores,
    ShadowAccountRepository accounts,
    ReadSourceRepository sources,
    ShadowStateRepository shadows,
    ScenarioRepository scenarios,
    FleetControlRepository fleet,
    IMaskingKeyProvider keys,
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
        var copies = (await sources.ListAsync(cancellationToken)).ToDictionary(s => s.StoreId);
        var today = ShadowCosts.Today(known.Values, copies.Values, now);
        foreach (var store in await stores.ListAsync(cancellationToken))
        {
            var before = known.GetValueOrDefault(store.Id) ?? new ShadowAccount { StoreId = store.Id };
            if (!Wants(store, before) || before.RemovedAt is not null)
            {
                continue;
            }

            var after = await LookAsync(store, before, today, ShadowCosts.Today(copies.GetValueOrDefault(store.Id), now), stopped, cancellationToken);
            today += after.CostAdded;
            await accounts.PutAsync(store.Id, after, "*", cancellationToken);
        }
    }

    /// <summary>A store that is sampled and whose owner named no shadow of another kind.</summary>
    private static bool Wants(Store store, ShadowAccount account) =>
        store is { ProductionConnection: not null, Kind: not StoreKind.PostgreSqlFlexibleServer }
        && store.Configuration.Replication.Enabled
        && (store.ShadowConnection is null || store.ShadowConnection == account.Connection);

    private async Task<ShadowAccount> LookAsync(
        Store store, ShadowAccount account, double fleetToday, double copiesToday, bool stopped, CancellationToken cancellationToken)
    {
        account = account with { CostAdded = 0 };
        try
        {
            var status = await provisioner.ReadAsync(store, cancellationToken);
            if (status is null && account.Parked?.Code == ReasonCode.ShadowDoesNotPay)
            {
                return account with { ChargedUntil = null, RemovedAt = time.GetUtcNow(), Error = null };
            }

            if (status is null && (stopped || !await MayBeMadeAsync(store.Id, cancellationToken)))
            {
                return account with { ChargedUntil = null };
            }

            if (status is null && await WhyNoKeyAsync(store.Id, cancellationToken) is { } why)
            {
                return account with { ChargedUntil = null, Error = why };
            }

            var shadow = (await shadows.GetAsync(store.Id, cancellationToken))?.Value;
            var charged = status is null ? account with { ChargedUntil = null } : Charge(store, account, status, shadow);
            if (status is not null && await JudgeAsync(store, shadow, cancellationToken) is { Keep: false } verdict)
            {
                return await RemoveAsync(store, charged, verdict.Reason, cancellationToken);
            }

            return ShadowMeter.Cap(
                charged.CostToday + copiesToday, fleetToday + charged.CostAdded, options.Value.ShadowCostPerDay, options.Value.FleetShadowCostPerDay) is { } reason
                ? await ParkAsync(store, charged, reason, cancellationToken)
                : await WorkAsync(store, charged, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException or ConcurrencyException)
        {
            return account with { Error = error.Message };
        }
    }

    /// <summary>Asked when it is about to be made: the owner may have paused or removed the store since the round began.</summary>
    private async Task<bool> MayBeMadeAsync(string storeId, CancellationToken cancellationToken) =>
        await stores.GetAsync(storeId, cancellationToken) is { Value: { Paused: false, MissingSince: null } };

    /// <summary>Without the key nothing can be copied into a shadow: it would cost and teach nothing. Null while the key can be read.</summary>
    private async Task<string?> WhyNoKeyAsync(string storeId, CancellationToken cancellationToken)
    {
        try
        {
            await keys.GetKeyAsync(storeId, cancellationToken);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or TransientCloudException or CloudRefusedException)
        {
            return $"No shadow is made while the key of the masking tokens cannot be read: {error.Message}";
        }
    }

    /// <summary>Whether the shadow was worth its cost for long enough; null while its account has no entry.</summary>
    private async Task<ShadowVerdict?> JudgeAsync(Store store, ShadowState? shadow, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return shadow?.Worth?.Judge(
            now,
            options.Value.ShadowPatienceDays,
            ScenarioWindow.Resolve(await scenarios.ListAsync(store.Id, cancellationToken)).Where(w => w.Start > now).Select(w => (DateTimeOffset?)w.Start).Min());
    }

    /// <summary>
    /// The store is predicted from history from now on. The account stays, and keeps it from being made again; it counts as removed, and costs
    /// nothing more, once it is no longer there: a removal that was accepted may fail, and is asked for again in the next round.
    /// </summary>
    private async Task<ShadowAccount> RemoveAsync(Store store, ShadowAccount account, Reason reason, CancellationToken cancellationToken)
    {
        var gone = await provisioner.RemoveAsync(store, cancellationToken);
        await stores.ChangeAsync(store.Id, s => s.ShadowConnection == account.Connection ? s with { ShadowConnection = null } : s, cancellationToken);
        return account with { Connection = null, Parked = reason, RemovedAt = gone ? time.GetUtcNow() : null };
    }

    private ShadowAccount Charge(Store store, ShadowAccount account, ShadowStatus status, ShadowState? shadow) => ShadowMeter.Charge(
        account,
        status,
        shadow,
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
        if (account.Connection is null)
        {
            // Before the database: what has an account is removed with its store, however little of it was made.
            await accounts.PutAsync(store.Id, account with { CostAdded = 0 }, "*", cancellationToken);
        }

        var handle = await provisioner.EnsureAsync(store, cancellationToken);

        // The account first: a store whose connection is not that of its account counts as one with a shadow of its owner's.
        var working = account with { Connection = handle.Connection, Parked = null, Error = null };
        if (store.ShadowConnection is null)
        {
            // Its cost is counted when the whole look is recorded.
            await accounts.PutAsync(store.Id, working with { CostAdded = 0 }, "*", cancellationToken);
            await stores.ChangeAsync(store.Id, s => s.ShadowConnection is null ? s with { ShadowConnection = handle.Connection } : s, cancellationToken);
        }

        return working;
    }
}
