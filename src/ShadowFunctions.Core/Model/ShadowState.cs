namespace ShadowFunctions.Core.Model;

/// <summary>The state of one store's shadow, adapted from cycle to cycle within the bounds of its <see cref="ShadowConfiguration"/>.</summary>
public sealed record ShadowState
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Rows per second the next sampling pass may read.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>When the next sampling pass is due, UTC.</summary>
    public DateTimeOffset NextReplicationAt { get; init; }

    /// <summary>When the next rehearsal is due, UTC.</summary>
    public DateTimeOffset NextRunAt { get; init; }

    /// <summary>Last sampling pass, UTC; null before the first.</summary>
    public DateTimeOffset? LastReplicationAt { get; init; }

    /// <summary>Last rehearsal, UTC; null before the first.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>Rows copied since the shadow was made.</summary>
    public long ReplicatedRows { get; init; }

    /// <summary>Bytes copied since the shadow was made.</summary>
    public long ReplicatedBytes { get; init; }

    /// <summary>Passes made.</summary>
    public int Batches { get; init; }

    /// <summary>Rehearsals made.</summary>
    public int WorkloadRuns { get; init; }

    /// <summary>Changes made to the reactive triggers.</summary>
    public int TriggerChanges { get; init; }

    /// <summary>Cycle of the last change to the reactive triggers: a repeated cycle is not counted twice.</summary>
    public string? LastTriggerCycle { get; init; }

    /// <summary>Cycle of the last adaptation: a repeated cycle does not adapt twice.</summary>
    public string? LastAdaptedCycle { get; init; }

    /// <summary>Last rehearsal's id; null before the first.</summary>
    public string? LastRunId { get; init; }

    /// <summary>Last pass; null before the first.</summary>
    public ReplicationBatch? LastBatch { get; init; }

    /// <summary>Why the last adaptation chose these values.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
