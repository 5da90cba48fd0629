namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Makes a history fit to learn from: its last twelve weeks, gaps filled with the same hour of other days, numbers finite.</summary>
internal static class HourlyHistory
{
    /// <summary>Older hours than this are not read.</summary>
    public const int LongestHours = 12 * 168;

    private const double LargestValue = 1e15;

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
    /// The same hour of last week, else of yesterday, else the hour before. Only earlier hours are read, so that what was learned
    /// from a gap never changes when more hours arrive.
    /// </summary>
    private static double Substitute(double[] clean, int i) =>
        i >= 168 ? clean[i - 168] : i >= 24 ? clean[i - 24] : clean[i - 1];
}
