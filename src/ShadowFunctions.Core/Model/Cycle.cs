namespace ShadowFunctions.Core.Model;

/// <summary>One pass of the control loop for the fleet.</summary>
public sealed record Cycle
{
    /// <summary>Id: the instant it is for, <c>yyyyMMddTHHmmZ</c>, with a suffix for cycles outside the schedule.</summary>
    public required string Id { get; init; }

    /// <summary>What started it.</summary>
    public required CycleSource Source { get; init; }

    /// <summary>The instant it is for, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The stores asked for; null means the whole fleet.</summary>
    public IReadOnlyList<string>? StoreIds { get; init; }

    /// <summary>Where it stands.</summary>
    public CycleStatus Status { get; init; } = CycleStatus.Pending;

    /// <summary>Stores started.</summary>
    public int Started { get; init; }

    /// <summary>Stores skipped because their previous cycle was still running.</summary>
    public int Busy { get; init; }

    /// <summary>Stores whose metrics could not be read; they were started all the same.</summary>
    public int WithoutMetrics { get; init; }
}
