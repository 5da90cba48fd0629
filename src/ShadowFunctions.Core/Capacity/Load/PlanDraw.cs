namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>The plan production's planner would choose for one draw of a statement's parameters; asked, never executed.</summary>
/// <param name="Shape">Shape of the plan: operators, tables and indexes.</param>
/// <param name="Workers">Parallel workers it would start.</param>
public readonly record struct PlanDraw(string Shape, int Workers);
