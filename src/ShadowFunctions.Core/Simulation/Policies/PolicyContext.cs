using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>What a policy of a back-test is made from. Only policies that say so in their description use the demand.</summary>
public sealed record PolicyContext
{
    /// <summary>The demand.</summary>
    public required IDemandTrace Trace { get; init; }

    /// <summary>First minute scored, UTC, a full hour.</summary>
    public required DateTimeOffset ScoredFrom { get; init; }

    /// <summary>First minute after the window, UTC, a full hour.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Size the store has at the beginning.</summary>
    public required string InitialSize { get; init; }

    /// <summary>Sizes it may use.</summary>
    public required SizeLadder Ladder { get; init; }

    /// <summary>What the store uses beside CPU.</summary>
    public required LoadProfile Profile { get; init; }

    /// <summary>Settings of the world.</summary>
    public required WorldOptions World { get; init; }

    /// <summary>Seed of the store.</summary>
    public required long Seed { get; init; }

    /// <summary>The owner's settings, for the policies that plan.</summary>
    public required PreAllocationSettings Settings { get; init; }

    /// <summary>Share of scored minutes that may be short, for the optimum, 0 to 1.</summary>
    public required double ShortLimit { get; init; }
}
