namespace ShadowFunctions.Core.Capacity.Growth;

/// <summary>The work of a statement measured on one sample of production.</summary>
/// <param name="Fraction">Data as a share of production's, above 0.</param>
/// <param name="Work">Mean work per execution: pages, rows or engine steps.</param>
/// <param name="PlanHash">Shape of the plan; null when unknown.</param>
public readonly record struct GrowthPoint(double Fraction, double Work, string? PlanHash = null);
