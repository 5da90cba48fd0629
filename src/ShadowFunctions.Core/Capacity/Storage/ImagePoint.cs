namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>Writes of one checkpoint interval and what they logged.</summary>
/// <param name="Writes">Executions, or chances to touch a page first.</param>
/// <param name="Images">Full-page images logged.</param>
public readonly record struct ImagePoint(double Writes, double Images);
