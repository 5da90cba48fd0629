namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Makes a history fit to learn from: its last twelve weeks, gaps filled with the same hour of other days, numbers finite.</summary>
internal static class HourlyHistory
{
    /// <summary>Older hours than this are not read.</summary>
    public const int LongestHours = 12 * 168;

    private const double LargestValue = 1e15;
    private const double UsualRanges = 5;

    /// <summary>A copy of the last hours without gaps; empty when nothing was observed.</summary>
    public static double[] Clean(ReadOnlySpan<double> history)
    {
        if (history.Length > LongestHours)
        {
            history = history[^LongestHours..];
        }

        var first = 0;
        while (first < history.Length && !double.IsFinite(history[first]))
        {
            first++;
        }

        var clean = history[first..].ToArray();
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = double.IsFinite(clean[i]) ? Math.Clamp(clean[i], -LargestValue, LargestValue) : Substitute(clean, i);
        }

        return clean;
    }

    /// <summary>
    /// A copy in which hours far outside the usual range count only to its edge, unless the same hour of yesterday or last week was as
    /// far: one odd day must not bend what is fitted, while a daily or weekly job or a new level stays as it is.
    /// </summary>
    public static double[] Tame(double[] clean)
    {
        var sorted = (double[])clean.Clone();
        Array.Sort(sorted);
        var middle = sorted[sorted.Length / 2];
        var high = sorted[(int)(0.95 * (sorted.Length - 1))];
        var low = sorted[(int)(0.05 * (sorted.Length - 1))];
        high += UsualRanges * (high - middle);
        low -= UsualRanges * (middle - low);
        var tame = sorted;
        for (var i = 0; i < clean.Length; i++)
        {
            var edge = Math.Clamp(clean[i], low, high);
            tame[i] = edge == clean[i] || Repeats(clean, i, 24, edge) || Repeats(clean, i, 168, edge) ? clean[i] : edge;
        }

        return tame;
    }

    private static bool Repeats(double[] clean, int i, int period, double edge) =>
        i >= period && (clean[i] > edge ? clean[i - period] > edge : clean[i - period] < edge);

    /// <summary>
    /// The same hour of last week, else of yesterday, else the hour before. Only earlier hours are read, so that what was learned
    /// from a gap never changes when more hours arrive.
    /// </summary>
    private static double Substitute(double[] clean, int i) =>
        i >= 168 ? clean[i - 168] : i >= 24 ? clean[i - 24] : clean[i - 1];
}
