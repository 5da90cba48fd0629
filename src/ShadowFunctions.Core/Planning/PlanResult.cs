using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What the planner wants to do now, before guardrails.</summary>
public sealed record PlanResult
{
    /// <summary>The plan over the horizon, within the configured bounds.</summary>
    public required CapacityPlan Plan { get; init; }

    /// <summary>Size to ask for now, not yet cut to the configured bounds; equal to the size in force when nothing is to be done.</summary>
    public required string Target { get; init; }

    /// <summary>The need behind the target.</summary>
    public required SizeNeed Need { get; init; }

    /// <summary>First instant at which the risk quantile of demand exceeds the size in force, UTC; null when it does not within the horizon.</summary>
    public DateTimeOffset? NeededAt { get; init; }

    /// <summary>What was learned of the store, to be given back in the next cycle; null when nothing was given.</summary>
    public PlanMemory? Memory { get; init; }

    /// <summary>Why, in order of weight.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
