namespace ShadowFunctions.Core.Model;

/// <summary>One step of a plan.</summary>
/// <param name="At">From when this size is needed, UTC.</param>
/// <param name="Size">The size.</param>
/// <param name="Binding">The resource that asks for this size; null for the size in force.</param>
/// <param name="Demand">The binding resource's demand at the risk quantile, in its unit.</param>
public sealed record PlanStep(DateTimeOffset At, string Size, ResourceKind? Binding = null, double? Demand = null);
