namespace ShadowFunctions.Cli.Backtesting;

/// <summary>A policy at one setting of its knob, over the series of the frontier together.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Cost">Cost, price list's currency.</param>
/// <param name="ShortMinutes">Minutes short.</param>
/// <param name="Minutes">Minutes scored.</param>
internal sealed record FrontierPoint(string Policy, string Setting, double Cost, int ShortMinutes, int Minutes)
{
    /// <summary>Short minutes as a percentage.</summary>
    public double ShortPercent => 100.0 * ShortMinutes / Math.Max(1, Minutes);

    /// <summary>The same points of two sets of series added up.</summary>
    public static IReadOnlyList<FrontierPoint> Add(IReadOnlyList<FrontierPoint> left, IReadOnlyList<FrontierPoint> right) => left.Count == 0
        ? right
        : right.Count == 0
            ? left
            : [.. left.Zip(right, (a, b) => a with { Cost = a.Cost + b.Cost, ShortMinutes = a.ShortMinutes + b.ShortMinutes, Minutes = a.Minutes + b.Minutes })];
}
