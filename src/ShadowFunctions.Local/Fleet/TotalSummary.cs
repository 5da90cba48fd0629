namespace ShadowFunctions.Local.Fleet;

/// <summary>Sums over all stores.</summary>
public sealed record TotalSummary
{
    /// <summary>Passes of the control loop that ended well.</summary>
    public int Cycles { get; init; }

    /// <summary>Predictions made.</summary>
    public int Predictions { get; init; }

    /// <summary>Rows copied.</summary>
    public long ReplicatedRows { get; init; }

    /// <summary>Bytes copied.</summary>
    public long ReplicatedBytes { get; init; }

    /// <summary>Rehearsals.</summary>
    public int WorkloadRuns { get; init; }

    /// <summary>Changes of reactive triggers.</summary>
    public int TriggerChanges { get; init; }

    /// <summary>Changes of production.</summary>
    public int ScaleOperations { get; init; }

    /// <summary>Minutes in which demand exceeded capacity.</summary>
    public int MinutesShort { get; init; }

    /// <summary>Demand beyond capacity, vCore-hours.</summary>
    public double UnservedVCoreHours { get; init; }

    /// <summary>Compute cost, list prices in USD.</summary>
    public double Cost { get; init; }

    /// <summary>The same load at static peak sizes.</summary>
    public required PolicySummary StaticPeak { get; init; }

    /// <summary>The same load under the reactive rule.</summary>
    public required PolicySummary Reactive { get; init; }

    /// <summary>Adds up.</summary>
    public static TotalSummary Of(IReadOnlyList<StoreSummary> stores) => new()
    {
        Cycles = stores.Sum(s => s.Cycles),
        Predictions = stores.Sum(s => s.Predictions),
        ReplicatedRows = stores.Sum(s => s.ReplicatedRows),
        ReplicatedBytes = stores.Sum(s => s.ReplicatedBytes),
        WorkloadRuns = stores.Sum(s => s.WorkloadRuns),
        TriggerChanges = stores.Sum(s => s.TriggerChanges),
        ScaleOperations = stores.Sum(s => s.ScaleOperations.Count),
        MinutesShort = stores.Sum(s => s.MinutesShort),
        UnservedVCoreHours = stores.Sum(s => s.UnservedVCoreHours),
        Cost = stores.Sum(s => s.Cost),
        StaticPeak = Sum(stores.Select(s => s.StaticPeak)),
        Reactive = Sum(stores.Select(s => s.Reactive)),
    };

    private static PolicySummary Sum(IEnumerable<PolicySummary> policies) =>
        policies.Aggregate(new PolicySummary(0, 0), (a, b) => new PolicySummary(a.Cost + b.Cost, a.MinutesShort + b.MinutesShort));
}
