using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Quantiles of what several stores ask for together. How they move together is taken from what they did at the same instants: each instant gives every
/// store a rank among its own, the ranks are read off the stores' forecasts, and the sums of one instant are draws of the whole (the Schaake shuffle).
/// Told is the sum of the stores' quantiles times what the draws' quantile is of that of draws in perfect step, so one store alone, and stores in
/// perfect step, give exactly the sum of quantiles. Pure.
/// </summary>
public static class SumOfDemands
{
    /// <summary>Fewest instants that tell how stores move together; with fewer the sum of their quantiles is taken, the cautious end.</summary>
    public const int FewestInstants = 24;

    /// <summary>The forecast of the sum.</summary>
    /// <param name="parts">Forecasts of one resource with the same origin, steps and levels; levels from the median up: below it a forecast is taken as mirrored.</param>
    /// <param name="together">Per instant what every part was or missed by, in the order of the parts; only ranks within a part count.</param>
    /// <exception cref="ArgumentException">No parts, parts that do not fit together, or an instant without a value for each.</exception>
    public static DemandForecast Of(IReadOnlyList<DemandForecast> parts, IReadOnlyList<double[]> together)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(together);
        if (parts.Count == 0 || parts.Any(p => p.Steps != parts[0].Steps || !p.Levels.SequenceEqual(parts[0].Levels)) || together.Any(i => i.Length != parts.Count))
        {
            throw new ArgumentException($"{parts.Count} parts and {together.Count} instants do not fit together: give forecasts of the same levels and steps, and a value of each per instant.", nameof(parts));
        }

        var ranks = Ranks(parts.Count, together);
        var values = parts[0].Levels.Select(level => new double[parts[0].Steps]).ToArray();
        for (var step = 1; step <= parts[0].Steps; step++)
        {
            var (draws, inStep) = ranks is null ? (null, null) : Draws(parts, ranks, step);
            for (var level = 0; level < values.Length; level++)
            {
                var sum = parts.Sum(p => p.Values[level][step - 1]);
                var whole = inStep is null ? 0 : Quantile(inStep, parts[0].Levels[level]);
                var value = whole > 0 ? sum * Quantile(draws!, parts[0].Levels[level]) / whole : sum;
                values[level][step - 1] = level == 0 ? value : Math.Max(value, values[level - 1][step - 1]);
            }
        }

        return parts[0] with { Values = values, Method = "sum" };
    }

    /// <summary>Ranks of every part at every instant, in (0, 1), equal values sharing theirs; null where they tell nothing.</summary>
    private static double[][]? Ranks(int parts, IReadOnlyList<double[]> together)
    {
        if (together.Count < FewestInstants)
        {
            return null;
        }

        var ranks = together.Select(_ => new double[parts]).ToArray();
        for (var part = 0; part < parts; part++)
        {
            var sorted = together.Select(i => i[part]).Order().ToArray();
            if (sorted[0] == sorted[^1])
            {
                return null;
            }

            for (var instant = 0; instant < ranks.Length; instant++)
            {
                var value = together[instant][part];
                ranks[instant][part] = (Below(sorted, value, false) + Below(sorted, value, true)) / 2.0 / sorted.Length;
            }
        }

        return ranks;
    }

    /// <summary>How many of ascending values are smaller, or not larger.</summary>
    private static int Below(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (orEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static (double[] Draws, double[] InStep) Draws(IReadOnlyList<DemandForecast> parts, double[][] ranks, int step)
    {
        var draws = new double[ranks.Length];
        var inStep = new double[ranks.Length];
        var each = new double[ranks.Length];
        for (var part = 0; part < parts.Count; part++)
        {
            for (var instant = 0; instant < ranks.Length; instant++)
            {
                each[instant] = At(parts[part], ranks[instant][part], step);
                draws[instant] += each[instant];
            }

            Array.Sort(each);
            for (var instant = 0; instant < ranks.Length; instant++)
            {
                inStep[instant] += each[instant];
            }
        }

        Array.Sort(draws);
        return (draws, inStep);
    }

    private static double At(DemandForecast forecast, double level, int step) => level >= 0.5
        ? forecast.At(level, step)
        : Math.Max(0, (2 * forecast.At(0.5, step)) - forecast.At(1 - level, step));

    private static double Quantile(double[] sorted, double level)
    {
        var at = Math.Clamp((level * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var low = (int)at;
        return low == sorted.Length - 1 ? sorted[low] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }
}
