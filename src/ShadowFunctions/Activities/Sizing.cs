using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>Finds the ladder of a store: the built-in one, as its region has it.</summary>
public sealed class Sizing(SizeCatalog catalog, RegionRepository regions, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Ladder, string Subscription, string Region), (DateTimeOffset At, StoreLadder Ladder)> _known = new();

    /// <summary>The whole ladder the store stands on; minimum and maximum are guardrails, not cuts, and what is not sold is marked.</summary>
    public async Task<StoreLadder> LadderAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var name = SizeCatalog.LadderName(store.Kind, store.Configuration.PreAllocation.Ladder);
        var key = (name, store.SubscriptionId, store.Region);
        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && now - known.At < Remembered)
        {
            return known.Ladder;
        }

        var ladder = Of(catalog.Ladder(name), await regions.FindAsync(store.SubscriptionId, store.Region, cancellationToken));
        _known[key] = (now, ladder);
        return ladder;
    }

    /// <summary>The whole series that a size belongs to, as the store's region has it, with sizes newer than the built-in table.</summary>
    /// <exception cref="UnknownSizeException">Neither the region nor the table knows the size; the message names the nearest.</exception>
    public async Task<SizeLadder> SeriesOfAsync(Store store, string size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var pool = store.Kind == StoreKind.SqlElasticPool;
        var sold = (await regions.FindAsync(store.SubscriptionId, store.Region, cancellationToken))?.Known;
        var ladders = catalog.LadderNames.Where(n => n.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal) == pool).Select(catalog.Ladder);
        return ladders.Select(l => sold?.Apply(l) ?? l).FirstOrDefault(l => l.Contains(size)) ?? catalog.LadderOf(size, pool);
    }

    private static StoreLadder Of(SizeLadder ladder, RegionRecord? region) => region switch
    {
        null => new StoreLadder(ladder),
        { Known: null } => new StoreLadder(ladder, $"The region never told what it sells ({region.Error}): the built-in table is used."),
        { Known: { } known, Error: { } error } => new StoreLadder(known.Apply(ladder), $"What the region sells was last read {known.ReadAt:yyyy-MM-dd HH:mm} UTC ({error})."),
        { Known: { } known } => new StoreLadder(known.Apply(ladder)),
    };
}
