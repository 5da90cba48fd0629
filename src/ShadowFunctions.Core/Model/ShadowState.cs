using ShadowFunctions.Core.Shadowing;

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

    /// <summary>When production's statements are next learned from, UTC.</summary>
    public DateTimeOffset NextLearnAt { get; init; }

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

    /// <summary>Last pass that learned from production's statements; null before the first.</summary>
    public string? LastLearnId { get; init; }

    /// <summary>Last rehearsal's id; null before the first.</summary>
    public string? LastRunId { get; init; }

    /// <summary>The load it rehearsed: an event's name, <c>forecast</c>, <c>recorded</c>, or the written profile's name; null when there was none.</summary>
    public string? LastRunProfile { get; init; }

    /// <summary>Statements of the last rehearsal.</summary>
    public long LastRunStatements { get; init; }

    /// <summary>Fewest keys that a statement of the last rehearsal had to draw from; null when none drew keys.</summary>
    public int? LastRunKeys { get; init; }

    /// <summary>The mix of the last rehearsal, executions per second.</summary>
    public IReadOnlyDictionary<string, double> ProfileRates { get; init; } = new Dictionary<string, double>();

    /// <summary>How far production's mix has moved from the rehearsed one; null while one of them is unknown.</summary>
    public MixDrift? Drift { get; init; }

    /// <summary>What the next rehearsal was expected to be worth; null while nothing was predicted.</summary>
    public ExperimentValue? Experiment { get; init; }

    /// <summary>The shadow's account; null before its first entry.</summary>
    public ShadowWorth? Worth { get; init; }

    /// <summary>What the shadow costs per hour whether it works or not; a shared one costs each store its share.</summary>
    public double StandingPricePerHour { get; init; }

    /// <summary>Share of entities to copy where the owner's share was too small to rehearse with; null keeps the owner's.</summary>
    public double? SampleFraction { get; init; }

    /// <summary>When the share was last raised, UTC; null when it never was.</summary>
    public DateTimeOffset? SampleRaisedAt { get; init; }

    /// <summary>Keys found before it was last raised.</summary>
    public int? SampleRaisedKeys { get; init; }

    /// <summary>Last pass; null before the first.</summary>
    public ReplicationBatch? LastBatch { get; init; }

    /// <summary>Why the last adaptation chose these values.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
