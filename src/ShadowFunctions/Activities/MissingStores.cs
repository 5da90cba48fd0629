using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>
/// Stores whose resource is no longer there: said once in their log, and not worked on until it is back. One that its owner listed is noticed when
/// its size is read, looked for each quarter of an hour, and kept until its owner removes it; one that was found by its tags is the inventory's business.
/// </summary>
public sealed class MissingStores(StoreRepository stores, ICapacityControl capacity, IDecisionLog decisions, TimeProvider time)
{
    /// <summary>The platform has just said that a store's resource does not exist.</summary>
    public async Task NoticeAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var now = time.GetUtcNow();
        var newest = await ChangeListedAsync(store, s => s with { MissingSince = s.MissingSince ?? now }, cancellationToken);
        if (newest is { Discovered: false, MissingSince: { } since })
        {
            await SayAsync(newest, since, cancellationToken);
        }
    }

    /// <summary>Looks whether what was listed and missing is back.</summary>
    public async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var store in (await stores.ListAsync(cancellationToken)).Where(s => s is { Discovered: false, MissingSince: not null }))
        {
            if (await IsThereAsync(store, cancellationToken))
            {
                await ChangeListedAsync(store, s => s with { MissingSince = null }, cancellationToken);
            }
        }
    }

    /// <summary>Records that a store is missing: of the instant since when, so that it is said once however often it is looked for.</summary>
    public Task SayAsync(Store store, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var at = since.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var kept = store.Discovered ? $"for {InventoryPlan.KeptFor.TotalDays:0} days" : "until it is removed, and not worked on meanwhile";
        return decisions.RecordAsync(
            new Decision
            {
                Id = $"{store.Id}-{at}-missing",
                StoreId = store.Id,
                CycleId = at,
                At = since,
                Outcome = DecisionOutcome.Keep,
                From = "",
                To = "",
                Reasons = [new Reason(ReasonCode.StoreMissing, $"'{store.ResourceId}' is no longer found; the store is kept {kept}.")],
            },
            cancellationToken);
    }

    /// <summary>Changes the newest version, if it still stands for the resource that was asked about.</summary>
    private async Task<Store?> ChangeListedAsync(Store store, Func<Store, Store> change, CancellationToken cancellationToken) =>
        (await stores.ChangeAsync(store.Id, s => s.Discovered || s.ResourceId != store.ResourceId ? s : change(s), cancellationToken))?.Value;

    private async Task<bool> IsThereAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            await capacity.ReadAsync(store, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            // Not there, or it cannot be told: the next round asks again.
            return false;
        }
    }
}
