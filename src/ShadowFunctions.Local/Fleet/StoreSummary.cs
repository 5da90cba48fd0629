namespace ShadowFunctions.Local.Fleet;

/// <summary>What happened to one store. The names are a contract of <c>shadow up --json</c>.</summary>
public sealed record StoreSummary
{
    /// <summary>Store id.</summary>
    public required string Id { get; init; }

    /// <summary>Passes of the control loop that ended well.</summary>
    public int Cycles { get; init; }

    /// <summary>Predictions made.</summary>
    public int Predictions { get; init; }

    /// <summary>Rows copied into the shadow.</summary>
    public long ReplicatedRows { get; init; }

    /// <summary>Bytes copied into the shadow.</summary>
    public long ReplicatedBytes { get; init; }

    /// <summary>Rehearsals on the shadow.</summary>
    public int WorkloadRuns { get; init; }

    /// <summary>Changes of the reactive triggers.</summary>
    public int TriggerChanges { get; init; }

    /// <summary>Changes of production, in order.</summary>
    public IReadOnlyList<OperationSummary> ScaleOperations { get; init; } = [];

    /// <summary>Minutes in which demand exceeded capacity.</summary>
    public int MinutesShort { get; init; }

    /// <summary>Demand beyond capacity, vCore-hours.</summary>
    public double UnservedVCoreHours { get; init; }

    /// <summary>Compute cost, list prices in USD.</summary>
    public double Cost { get; init; }

    /// <summary>The same load at one size that covers its peak.</summary>
    public required PolicySummary StaticPeak { get; init; }

    /// <summary>The same load under a reactive rule: up above 70 %, down below 30 %.</summary>
    public required PolicySummary Reactive { get; init; }
}
