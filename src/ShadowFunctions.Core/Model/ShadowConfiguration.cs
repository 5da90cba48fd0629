namespace ShadowFunctions.Core.Model;

/// <summary>How one store's shadow is kept and used: replication rates, workload profile, pre-allocation parameters, trigger adjustments.</summary>
public sealed record ShadowConfiguration
{
    /// <summary>How much of production is copied, how fast, and how it is masked.</summary>
    public ReplicationSettings Replication { get; init; } = new();

    /// <summary>What is run on the shadow and how often.</summary>
    public WorkloadSettings Workload { get; init; } = new();

    /// <summary>How production is sized ahead of load.</summary>
    public PreAllocationSettings PreAllocation { get; init; } = new();

    /// <summary>How the reactive triggers are tuned.</summary>
    public TriggerAdjustmentSettings Triggers { get; init; } = new();
}
