namespace ShadowFunctions.Core.Simulation;

/// <summary>One recorded value of a load series.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Value">The value, in the series' own unit.</param>
public readonly record struct DemandPoint(DateTimeOffset At, double Value);
