namespace ShadowFunctions.Core.Model;

/// <summary>One store's pass of the control loop.</summary>
public sealed record StoreCycle
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The cycle.</summary>
    public required string CycleId { get; init; }

    /// <summary>Where it stands.</summary>
    public StoreCycleStatus Status { get; init; } = StoreCycleStatus.Assigned;

    /// <summary>When it was assigned, UTC.</summary>
    public required DateTimeOffset AssignedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The decision made; null before it.</summary>
    public string? DecisionId { get; init; }

    /// <summary>The error, when failed.</summary>
    public string? Error { get; init; }
}
