namespace ShadowFunctions.Sql.Sampling;

/// <summary>How far the copy has come; kept in the shadow and committed with the rows.</summary>
internal sealed record ReplicatorState
{
    /// <summary>Fingerprint of schema, root, masking and fraction: another one starts the copy anew.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Salt of the sample, fixed when the copy began.</summary>
    public required long Salt { get; init; }

    /// <summary>The entity root, fixed when the copy began.</summary>
    public string? Root { get; init; }

    /// <summary>Position up to which the change log is worked off; null when production keeps none.</summary>
    public long? ChangePosition { get; init; }

    /// <summary>Tables seeded completely, in the plan's order of seeding.</summary>
    public int SeededTables { get; init; }

    /// <summary>Key up to which the next table is seeded, sealed because keys may be personal; null before its first page.</summary>
    public string? SeedPosition { get; init; }

    /// <summary>Values that shuffled columns are drawn from, by <c>table.column</c>, sealed; fixed when the copy began.</summary>
    public IReadOnlyDictionary<string, string>? Pools { get; init; }

    /// <summary>Shortest look at production's headroom so far, with an allowance for each pass since; null before the first.</summary>
    public double? LookMilliseconds { get; init; }

    /// <summary>Share of production's entities present, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>True once the complete copy lies as production's rows lie and its planner knows them.</summary>
    public bool IsSettled { get; init; }

    /// <summary>True when the first copy is complete.</summary>
    public bool IsSeeded(EntityPlan plan) => SeededTables >= plan.Seeded.Count;
}
