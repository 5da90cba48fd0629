using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>A decision and what is to be done about it.</summary>
public sealed record DecisionResult
{
    /// <summary>The entry of the audit log.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The plan; null when nothing could be predicted.</summary>
    public CapacityPlan? Plan { get; init; }

    /// <summary>Size to change production to now; null when production is left alone.</summary>
    public string? ScaleTo { get; init; }

    /// <summary>What the planner learned; to be given back in the next cycle. Null when the store is off its ladder.</summary>
    public PlanMemory? Memory { get; init; }

    /// <summary>What is known of the size in force; to be given back in the next cycle.</summary>
    public required SizeInForce Size { get; init; }
}
