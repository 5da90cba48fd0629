namespace ShadowFunctions.Core.Simulation;

/// <summary>What a policy achieved over a window.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Account">Totals: cost, minutes short, unserved work.</param>
/// <param name="Operations">The resizes it asked for, in order.</param>
public sealed record PolicyResult(string Policy, WorldAccount Account, IReadOnlyList<SizeSwitch> Operations)
{
    /// <summary>A resize asked for before the scored window that ended in it; null when there was none.</summary>
    public SizeSwitch? Carried { get; init; }

    /// <summary>The totals up to <see cref="PolicyRunRequest.SplitAt"/>; null where none was asked for.</summary>
    public WorldAccount? AtSplit { get; init; }

    /// <summary>Compute cost, price list's currency.</summary>
    public double Cost => Account.Cost;

    /// <summary>Minutes in which more arrived than the size in force can do.</summary>
    public int MinutesShort => Account.MinutesShort;

    /// <summary>Σ max(0, demand − capacity) / 60, vCore-hours.</summary>
    public double UnservedVCoreHours => Account.UnservedVCoreHours;
}
