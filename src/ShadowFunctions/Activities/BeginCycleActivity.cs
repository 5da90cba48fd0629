using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Claims the oldest pending cycle and cuts its stores into pages.</summary>
public sealed class BeginCycleActivity(CycleRepository cycles, StoreRepository stores, Discovery discovery, RegionWatch regions, IOptions<ShadowOptions> options)
{
    /// <summary>The claimed cycle, or null when none is pending. A repeated call returns the cycle that is still running.</summary>
    [Function(Names.BeginCycle)]
    public async Task<ClaimedCycle?> Run([ActivityTrigger] string? input, CancellationToken cancellationToken)
    {
        var cycle = await cycles.ClaimAsync(cancellationToken);
        if (cycle is null)
        {
            return null;
        }

        await discovery.RunWhenDueAsync(cancellationToken);
        var all = await stores.ListAsync(cancellationToken);
        await regions.RunWhenDueAsync(all, cancellationToken);
        return new ClaimedCycle(cycle.Id, CutIntoPages(cycle, all, options.Value.PageSize));
    }

    internal static IReadOnlyList<StorePage> CutIntoPages(Cycle cycle, IReadOnlyList<Store> stores, int pageSize) =>
    [
        .. stores
            .Where(s => s.MissingSince is null && (cycle.StoreIds is null || cycle.StoreIds.Contains(s.Id)))
            .GroupBy(s => (s.Region, s.SubscriptionId, s.Kind))
            .SelectMany(g => g.OrderBy(s => s.Id, StringComparer.Ordinal).Chunk(pageSize)
                .Select(page => new StorePage(cycle.Id, g.Key.Region, g.Key.SubscriptionId, g.Key.Kind, page[0].Id, page[^1].Id)))
            .OrderBy(p => p.FirstId, StringComparer.Ordinal),
    ];
}
