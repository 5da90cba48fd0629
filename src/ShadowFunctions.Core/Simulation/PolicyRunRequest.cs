using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>One policy, one store, one window.</summary>
public sealed record PolicyRunRequest
{
    /// <summary>The demand.</summary>
    public required IDemandTrace Trace { get; init; }

    /// <summary>The policy; a fresh one.</summary>
    public required IScalingPolicy Policy { get; init; }

    /// <summary>First minute lived through, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First minute scored, UTC; those before it only feed the policy. Null scores all.</summary>
    public DateTimeOffset? ScoredFrom { get; init; }

    /// <summary>First minute after the window, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Sizes the store may use.</summary>
    public required SizeLadder Ladder { get; init; }

    /// <summary>Seed of the store: the same seed gives every policy the same resize latencies and failures.</summary>
    public required long Seed { get; init; }

    /// <summary>What the store uses beside CPU.</summary>
    public LoadProfile Profile { get; init; } = new();

    /// <summary>Settings of the world.</summary>
    public WorldOptions World { get; init; } = new();

    /// <summary>A full hour, UTC, up to which the account is noted beside; null notes none.</summary>
    public DateTimeOffset? SplitAt { get; init; }

    /// <summary>What the policy sees of the demand.</summary>
    public DemandView View { get; init; }

    /// <summary>Error of the shadow, where the view is <see cref="DemandView.Rehearsed"/>.</summary>
    public ShadowError ShadowError { get; init; } = new();

    /// <summary>Told every scored minute, in order; null for nobody.</summary>
    public Action<MinuteOutcome>? Scored { get; init; }

    /// <summary>Cancels the run.</summary>
    public CancellationToken CancellationToken { get; init; }
}
