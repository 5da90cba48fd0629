namespace ShadowFunctions.Core.Model;

/// <summary>One entry of the audit log: what was seen, what was decided, why, and what it replaced.</summary>
public sealed record Decision
{
    /// <summary>Id: store id and cycle id, so that a repeated cycle cannot decide twice.</summary>
    public required string Id { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The cycle.</summary>
    public required string CycleId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What became of it.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Size in force.</summary>
    public required string From { get; init; }

    /// <summary>Size decided; equal to <see cref="From"/> when kept.</summary>
    public required string To { get; init; }

    /// <summary>What is decided beside the size; null when nothing.</summary>
    public SizeExtras? Extras { get; init; }

    /// <summary>Data stored, bytes; null when not known.</summary>
    public double? StoredBytes { get; init; }

    /// <summary>When the predicted demand would exceed <see cref="From"/>, UTC; null when it does not.</summary>
    public DateTimeOffset? NeededAt { get; init; }

    /// <summary>Predicted CPU demand at the risk quantile at the lead time, vCores.</summary>
    public double? DemandVCores { get; init; }

    /// <summary>The resource that asked for the size.</summary>
    public ResourceKind? Binding { get; init; }

    /// <summary>Why, in order of weight.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>Id of the open decision this one replaces; null when none.</summary>
    public string? Replaces { get; init; }
}
