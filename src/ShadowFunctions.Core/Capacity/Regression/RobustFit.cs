namespace ShadowFunctions.Core.Capacity.Regression;

/// <summary>Non-negative coefficients and how well they explain the intervals.</summary>
/// <param name="Coefficients">One per regressor, at least 0.</param>
/// <param name="RelativeDeviation">Typical relative residual of an interval (robust standard deviation).</param>
public sealed record RobustFit(IReadOnlyList<double> Coefficients, double RelativeDeviation);
