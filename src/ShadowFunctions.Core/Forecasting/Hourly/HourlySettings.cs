namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Settings of the hourly forecaster. The defaults were chosen on windows inside the training part of M4 Hourly, never on its test window
/// (docs/forecasting.md says how); they are not meant to be tuned per store.
/// </summary>
public sealed record HourlySettings
{
    /// <summary>The defaults.</summary>
    public static HourlySettings Default { get; } = new();

    /// <summary>Past origins, a day apart, on which the members are compared and the intervals calibrated.</summary>
    public int Folds { get; init; } = 10;

    /// <summary>Lag lengths of the regressions in hours, ascending; all share the factorisation of the longest.</summary>
    public IReadOnlyList<int> LagHours { get; init; } = [96, 144, 168];

    /// <summary>Pull of a series' regression towards the prior, in shares of its own information.</summary>
    public double Shrinkage { get; init; } = 0.1;

    /// <summary>Added before logarithms, in shares of the mean.</summary>
    public double LogOffset { get; init; } = 0.02;

    /// <summary>How sharply smoothing parameters with smaller past errors are preferred: weight ∝ error^−this.</summary>
    public double SmoothingSharpness { get; init; } = 40;

    /// <summary>How sharply members with smaller past errors are preferred: weight ∝ error^−this.</summary>
    public double WeightSharpness { get; init; } = 6;

    /// <summary>Hours over which errors of neighbouring steps speak for a step.</summary>
    public double WeightReachHours { get; init; } = 12;

    /// <summary>Widening of the intervals, because the weights were chosen on the errors the intervals come from.</summary>
    public double IntervalWidening { get; init; } = 1.15;
}
