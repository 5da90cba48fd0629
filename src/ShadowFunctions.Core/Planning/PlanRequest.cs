using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a plan is made from.</summary>
public sealed record PlanRequest
{
    /// <summary>The predicted need.</summary>
    public required ResourcePrediction Prediction { get; init; }

    /// <summary>The store's ladder, whole: bounds are applied by <see cref="Settings"/>.</summary>
    public required SizeLadder Ladder { get; init; }

    /// <summary>Size in force; must be on the ladder.</summary>
    public required string CurrentSize { get; init; }

    /// <summary>The owner's settings.</summary>
    public required PreAllocationSettings Settings { get; init; }

    /// <summary>Instant of the decision, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Minutes until the next decision.</summary>
    public double CycleMinutes { get; init; } = 5;

    /// <summary>Position of the highest size of the present clock hour so far; null takes the size in force.</summary>
    public int? HighestOfHour { get; init; }

    /// <summary>When the store was changed last, UTC; null where that is long ago.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When the size in force has stood for as long as the owner wants each to; null where it was changed long ago.</summary>
    internal DateTimeOffset? StandsUntil => ChangedAt?.AddMinutes(Settings.MinDwellMinutes);

    /// <summary>What was learned of the store; null when nothing was.</summary>
    public PlanMemory? Memory { get; init; }

    /// <summary>A need that is there already (saturated minutes); null when there is none.</summary>
    public SizeNeed? NeedNow { get; init; }
}
