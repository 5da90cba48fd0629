using MathNet.Numerics;

namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>
/// Misses of a page cache by Che's approximation (Che, Tung, Wang 2002): every page stays for one characteristic time T after its last use,
/// and T is such that the pages expected to be present fill the cache. Good to a few percent for independent references.
/// </summary>
public static class CacheModel
{
    private const int Classes = 24;
    private const int Halvings = 200;

    /// <summary>Misses per second of a cache under a load.</summary>
    /// <param name="groups">The load.</param>
    /// <param name="cachePages">Size of the cache in pages.</param>
    public static double MissesPerSecond(IReadOnlyList<PageGroup> groups, double cachePages)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return Misses([.. groups.SelectMany(Split)], cachePages);
    }

    /// <summary>Smallest cache, in pages, that keeps misses at or below a rate.</summary>
    /// <param name="groups">The load.</param>
    /// <param name="missesPerSecond">Misses allowed per second, at least 0.</param>
    public static double PagesFor(IReadOnlyList<PageGroup> groups, double missesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfNegative(missesPerSecond);
        var classes = groups.SelectMany(Split).ToArray();
        double low = 0, high = classes.Sum(c => c.Pages);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Misses(classes, middle) > missesPerSecond ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Misses(PageClass[] classes, double cachePages)
    {
        var used = classes.Where(c => c.Pages > 0 && c.RatePerPage > 0).ToArray();
        if (used.Sum(c => c.Pages) <= cachePages)
        {
            return 0;
        }

        if (!(cachePages > 0))
        {
            return used.Sum(c => c.Pages * c.RatePerPage);
        }

        // Bracket T, then halve: the expected content grows with T.
        double low = 0, high = 1;
        while (Content(used, high) < cachePages && high < 1e18)
        {
            high *= 4;
        }

        for (var i = 0; i < Halvings && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Content(used, middle) < cachePages ? (middle, high) : (low, middle);
        }

        return used.Sum(c => c.Pages * c.RatePerPage * Math.Exp(-c.RatePerPage * high));
    }

    private static double Content(PageClass[] classes, double time) => classes.Sum(c => c.Pages * -SpecialFunctions.Expm1(-c.RatePerPage * time));

    /// <summary>A skewed group as classes of equal popularity, finer towards the hot end.</summary>
    private static IEnumerable<PageClass> Split(PageGroup group)
    {
        if (!(group.Pages > 0) || !(group.AccessesPerSecond > 0))
        {
            yield break;
        }

        if (group.Skew <= 0)
        {
            yield return new PageClass(group.Pages, group.AccessesPerSecond / group.Pages);
            yield break;
        }

        var edges = Enumerable.Range(0, Classes + 1).Select(i => Math.Pow(group.Pages + 1, (double)i / Classes)).ToArray();
        var total = Mass(1, group.Pages + 1, group.Skew);
        for (var i = 0; i < Classes; i++)
        {
            var pages = edges[i + 1] - edges[i];
            yield return new PageClass(pages, group.AccessesPerSecond * Mass(edges[i], edges[i + 1], group.Skew) / total / pages);
        }
    }

    /// <summary>∫ x^−s over an interval of ranks.</summary>
    private static double Mass(double from, double to, double skew) => Math.Abs(skew - 1) < 1e-9
        ? Math.Log(to / from)
        : (Math.Pow(to, 1 - skew) - Math.Pow(from, 1 - skew)) / (1 - skew);

    private readonly record struct PageClass(double Pages, double RatePerPage);
}
