namespace ShadowFunctions.Core.Simulation;

/// <summary>What one part of a history cost, and how much of it was short.</summary>
/// <param name="Cost">Compute cost, price list's currency.</param>
/// <param name="ShortMinutes">Minutes short.</param>
/// <param name="Minutes">Minutes of the part.</param>
public readonly record struct TrialPart(double Cost, int ShortMinutes, int Minutes)
{
    /// <summary>Short minutes as a share of all.</summary>
    public double ShortShare => (double)ShortMinutes / Math.Max(1, Minutes);

    /// <summary>True when there are minutes, and no more than that share of them was short.</summary>
    public bool Keeps(double limit) => Minutes > 0 && ShortMinutes <= limit * Minutes;

    /// <summary>Two parts together.</summary>
    public static TrialPart operator +(TrialPart left, TrialPart right) =>
        new(left.Cost + right.Cost, left.ShortMinutes + right.ShortMinutes, left.Minutes + right.Minutes);

    internal static TrialPart Of(WorldAccount account) => new(account.Cost, account.MinutesShort, account.Minutes);

    internal static TrialPart Between(WorldAccount before, WorldAccount after) =>
        new(after.Cost - before.Cost, after.MinutesShort - before.MinutesShort, after.Minutes - before.Minutes);
}
