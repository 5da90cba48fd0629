using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>
/// Sizes at which a store was measured although no table has them: the region may sell sizes newer than the app. Percentages of such a size are read by
/// limits derived from its known neighbours; without them only its CPU would be known.
/// </summary>
internal static class SeenSizes
{
    /// <summary>The mean of the minute in which a size changes lies between two sizes, and is none.</summary>
    private const int FewestMinutes = 3;

    /// <summary>The ladder with those sizes. A list of the owner's, or a series whose sizes have names of their own, stays what it is.</summary>
    public static SizeLadder Add(SizeLadder ladder, IEnumerable<IReadOnlyDictionary<string, double>> minutes)
    {
        var series = ladder.Smallest.SkuName;
        if (!ladder.Sizes.All(s => s.Name == Name(series, s.Capacity)))
        {
            return ladder;
        }

        return minutes.Select(UsageSampling.CapacityAt).OfType<double>().Where(c => c is >= 1 and <= int.MaxValue && c == Math.Floor(c))
            .GroupBy(c => (int)c).Where(g => g.Count() >= FewestMinutes && !ladder.Contains(Name(series, g.Key))).Select(g => g.Key).ToList()
            .Aggregate(ladder, (all, c) => all.With(SizeEstimate.Of(ladder.Sizes, Name(series, c), series, c)));
    }

    private static string Name(string series, int capacity) => string.Create(CultureInfo.InvariantCulture, $"{series}_{capacity}");
}
