namespace ShadowFunctions.Core.Recordings;

/// <summary>One observed step of a series.</summary>
/// <param name="Index">Number of the step, from the step of the first point (0).</param>
/// <param name="Value">Mean of the points in the step.</param>
/// <param name="LastAt">Time of the last point in it, UTC.</param>
public readonly record struct StepPoint(long Index, double Value, DateTimeOffset LastAt);
