using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>Settings of a back-test.</summary>
public sealed record BacktestSettings
{
    /// <summary>Sizes the stores may use.</summary>
    public SizeLadder Ladder { get; init; } = SizeCatalog.Embedded.Ladder("GP_Gen5");

    /// <summary>Settings of the world; resizes take whole minutes so that the timeline tells everything.</summary>
    public WorldOptions World { get; init; } = new() { Latency = new LatencyRange(3, 10), WholeMinutes = true };

    /// <summary>What the stores use beside CPU.</summary>
    public LoadProfile Profile { get; init; } = new();

    /// <summary>Seed; every series draws from its own, made of this and its name.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Time at the beginning that feeds the policies and is not scored; null takes five days, or a third of a shorter series.</summary>
    public TimeSpan? WarmUp { get; init; }

    /// <summary>True shows every policy the demand itself, also while the store is saturated.</summary>
    public bool ObservedDemand { get; init; }

    /// <summary>Error of the shadow.</summary>
    public ShadowError ShadowError { get; init; } = new();

    /// <summary>The owner's settings, for the policies that plan.</summary>
    public PreAllocationSettings PreAllocation { get; init; } = new();

    /// <summary>Share of minutes that the optimum may leave short, 0 to 1.</summary>
    public double ShortLimit { get; init; }

    /// <summary>Share of the scored window, 0 to 1 and cut to whole hours, after which the account is noted beside; null notes none.</summary>
    public double? SplitShare { get; init; }
}
