using ShadowFunctions.Api;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>
/// Takes up the stores that are found by their tags, once an hour. What the owner listed wins; a store that is no longer found is kept for a
/// week, is not worked on meanwhile, and says so in its log. A look that fails changes nothing and stops no cycle.
/// </summary>
public sealed class Discovery(
    IInventory inventory, InventoryRepository runs, StoreRepository stores, ICapacityControl capacity, StoreRemoval removal, IDecisionLog decisions,
    Sizing sizing, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Looks when it is due.</summary>
    public async Task RunWhenDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!inventory.Enabled || (await runs.GetAsync(cancellationToken) is { } last && now - last.At < Every))
        {
            return;
        }

        List<string> notes = [];
        try
        {
            var items = await inventory.ListAsync(cancellationToken);
            var plan = InventoryPlan.Of(await stores.ListAsync(cancellationToken), items, now);
            await ApplyAsync(plan, now, notes, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            notes.Add(error.Message);
        }

        await runs.PutAsync(new InventoryRun(now, notes), cancellationToken);
    }

    private async Task ApplyAsync(InventoryPlan plan, DateTimeOffset now, List<string> notes, CancellationToken cancellationToken)
    {
        foreach (var (id, item) in plan.Seen)
        {
            // Its owner may have changed or removed it since it was listed: the change is made on what is there now.
            var store = (await stores.ChangeAsync(id, s => InventoryPlan.After(s, item, now), cancellationToken))?.Value;
            if (store is { Discovered: true, MissingSince: { } since })
            {
                await decisions.RecordAsync(MissingOf(store, since), cancellationToken);
                if (InventoryPlan.IsGone(store, now))
                {
                    await EndAsync(store, notes, cancellationToken);
                }
            }
        }

        foreach (var (id, item) in plan.Found)
        {
            if (await RegisterAsync(id, item, now, cancellationToken) is { } note)
            {
                notes.Add(note);
            }
        }
    }

    /// <summary>What holds up the end of one store holds up nothing else; the next look goes on with it.</summary>
    private async Task EndAsync(Store store, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            await removal.RemoveAsync(store, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            notes.Add(error.Message);
        }
    }

    /// <summary>Registers a store on the ladder of the size it has; returns why not, when it cannot be.</summary>
    private async Task<string?> RegisterAsync(string id, InventoryItem item, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var store = new Store { Id = id, Kind = item.Kind, ResourceId = item.ResourceId, Region = item.Region, Discovered = true, RegisteredAt = now };
        try
        {
            var size = (await capacity.ReadAsync(store, cancellationToken)).CurrentSize;
            var ladder = await sizing.SeriesOfAsync(store, size, cancellationToken);
            var configuration = store.Configuration with { PreAllocation = store.Configuration.PreAllocation with { Ladder = ladder.Name } };
            var whole = InventoryPlan.WithTags(store with { Configuration = configuration }, item);
            foreach (var bound in new[] { item.MinimumSize, item.MaximumSize }.OfType<string>())
            {
                _ = ladder[bound];
            }

            await stores.PutAsync(whole, null, cancellationToken);
            return null;
        }
        catch (UnknownSizeException error)
        {
            return $"{item.ResourceId}: {error.Message}";
        }
        catch (CloudRefusedException error)
        {
            return $"{item.ResourceId}: {error.Message}";
        }
        catch (ConcurrencyException)
        {
            // Registered by its owner in this very moment, which wins.
            return null;
        }
    }

    /// <summary>Of the instant since when it is missing, so that it is said once however often it is looked for.</summary>
    private static Decision MissingOf(Store store, DateTimeOffset since)
    {
        var at = since.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return new Decision
        {
            Id = $"{store.Id}-{at}-missing",
            StoreId = store.Id,
            CycleId = at,
            At = since,
            Outcome = DecisionOutcome.Keep,
            From = "",
            To = "",
            Reasons = [new Reason(ReasonCode.StoreMissing, $"'{store.ResourceId}' is no longer found; the store is kept for {InventoryPlan.KeptFor.TotalDays:0} days.")],
        };
    }
}
