namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>
/// A shadow's cache made small in the proportion of its data behaves like production's large one (Waldspurger et al., "Cache Modeling and
/// Optimization using Miniature Simulations", 2017; SHARDS, 2015). What was copied whole (reference tables) is not small, so its pages are
/// added in full. How often the miniature hits differs from production by which popular keys fell into the sample; that bias is the same
/// before and after, and cancels in the odds.
/// </summary>
public static class MiniatureCache
{
    /// <summary>Relative error of misses moved by a miniature: 6 % measured where misses are many, up to 37 % where they are rare.</summary>
    public const double RelativeError = 0.15;

    // Fewer misses than this in a rehearsal say little about how they change.
    private const double FewestMisses = 20;

    /// <summary>Size of the shadow's cache.</summary>
    /// <param name="productionBytes">Size of production's cache.</param>
    /// <param name="fraction">Share of the accessed bytes that was sampled.</param>
    /// <param name="wholeBytes">Bytes of tables and indexes copied whole, as far as they are in use.</param>
    public static double Bytes(double productionBytes, double fraction, double wholeBytes) =>
        Math.Min(productionBytes, (fraction * Math.Max(0, productionBytes - wholeBytes)) + wholeBytes);

    /// <summary>Production's miss ratio under another load: its own now, moved by the odds ratio of the miniature.</summary>
    /// <param name="productionNow">Share of production's page accesses that miss now, 0 to 1.</param>
    /// <param name="miniNow">The miniature under the present load.</param>
    /// <param name="miniThen">The miniature under the other load.</param>
    public static double MissRatio(double productionNow, CacheCount miniNow, CacheCount miniThen)
    {
        var now = Math.Clamp(productionNow, 0, 1);
        if (now is 0 or 1 || miniNow.Accesses <= 0 || miniThen.Accesses <= 0)
        {
            return now;
        }

        // A few misses are added on both sides in production's own proportion: with few of them the ratio stays near 1.
        var odds = Odds(miniThen, now) / Odds(miniNow, now) * now / (1 - now);
        return odds / (1 + odds);
    }

    private static double Odds(CacheCount count, double prior)
    {
        var misses = count.Misses + (FewestMisses * prior);
        return misses / Math.Max(1e-9, count.Accesses + FewestMisses - misses);
    }
}
