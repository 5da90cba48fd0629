using ShadowFunctions.Api;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>
/// Takes up the stores that are found by their tags, once an hour. What the owner listed wins; a store that is no longer found is kept for a
/// week, is not worked on meanwhile, and says so in its log. A look that fails changes nothing and stops no cycle; one that
/// the platform put off is repeated in the next cycle.
/// </summary>
public sealed class Discovery(
    IInventory inventory, InventoryRepository runs, StoreRepository stores, ICapacityControl capacity, StoreRemoval removal, MissingStores missing,
    Sizing sizing, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Looks when it is due.</summary>
    public async Task RunWhenDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!inventory.Enabled || (await runs.GetAsync(cancellationToken) is { Whole: true } last && now - last.At < Every))
        {
            return;
        }

        Look look = new();
        try
        {
            var items = await inventory.ListAsync(cancellationToken);
            var plan = InventoryPlan.Of(await stores.ListAsync(cancellationToken), items, now);
            await ApplyAsync(plan, now, look, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            look.Note(error);
        }

        await runs.PutAsync(new InventoryRun(now, look.Notes, look.Whole), cancellationToken);
    }

    private async Task ApplyAsync(InventoryPlan plan, DateTimeOffset now, Look look, CancellationToken cancellationToken)
    {
        foreach (var (id, item) in plan.Seen)
        {
            // Its owner may have changed or removed it since it was listed: the change is made on what is there now.
            var store = (await stores.ChangeAsync(id, s => InventoryPlan.After(s, item, now), cancellationToken))?.Value;
            if (store is { Discovered: true, MissingSince: { } since })
            {
                await missing.SayAsync(store, since, cancellationToken);
                if (InventoryPlan.IsGone(store, now))
                {
                    await EndAsync(store, look, cancellationToken);
                }
            }
        }

        foreach (var (id, item) in plan.Found)
        {
            await RegisterAsync(id, item, now, look, cancellationToken);
        }
    }

    /// <summary>What holds up the end of one store holds up nothing else; the next look goes on with it.</summary>
    private async Task EndAsync(Store store, Look look, CancellationToken cancellationToken)
    {
        try
        {
            await removal.RemoveAsync(store, cancellationToken);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            look.Note(error);
        }
    }

    /// <summary>Registers a store on the ladder of the size it has. One that cannot be registered, or not now, holds up no other.</summary>
    private async Task RegisterAsync(string id, InventoryItem item, DateTimeOffset now, Look look, CancellationToken cancellationToken)
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
        }
        catch (Exception error) when (error is UnknownSizeException or CloudRefusedException or TransientCloudException)
        {
            look.Note(error, $"{item.ResourceId}: ");
        }
        catch (ConcurrencyException)
        {
            // Registered by its owner in this very moment, which wins.
        }
    }

    /// <summary>What one look could not do.</summary>
    private sealed class Look
    {
        public List<string> Notes { get; } = [];

        /// <summary>False when something failed that may go well the next time: the look is then repeated in the next cycle.</summary>
        public bool Whole { get; private set; } = true;

        public void Note(Exception error, string about = "")
        {
            Notes.Add(about + error.Message);
            Whole &= error is not TransientCloudException;
        }
    }
}
