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
    public IReadOnlyList<int> LagHours { get; init; } = [24, 72, 120, 168];

    /// <summary>Pull of the regressions towards the same hour of yesterday and last week, in shares of a series' own information.</summary>
    public double Shrinkage { get; init; } = 0.003;

    /// <summary>Added before logarithms, in shares of the mean.</summary>
    public double LogOffset { get; init; } = 0.02;

    /// <summary>How sharply smoothing parameters with smaller past errors are preferred: weight ∝ error^−this.</summary>
    public double SmoothingSharpness { get; init; } = 40;

    /// <summary>How sharply members with smaller past errors are preferred: weight ∝ error^−this.</summary>
    public double WeightSharpness { get; init; } = 6;

    /// <summary>Hours over which errors of neighbouring steps speak for a step.</summary>
    public double WeightReachHours { get; init; } = 10;

    /// <summary>
    /// Intervals are 1 + this ÷ past origins times as wide as past errors say, because the weights were chosen on the same errors, the more
    /// so the fewer there are.
    /// </summary>
    public double IntervalWidening { get; init; } = 1.5;

    /// <summary>Hours over which errors of neighbouring hours speak for the spread of an hour.</summary>
    public double IntervalReachHours { get; init; } = 2;

    /// <summary>Share of the spread that an hour has of its own; the rest is that of all hours.</summary>
    public double HourSpreadShare { get; init; } = 0.9;

    /// <summary>Past errors that the default distribution of errors is worth.</summary>
    public double DefaultSamples { get; init; } = 200;

    /// <summary>How the spread follows the forecast: spread ∝ (forecast ÷ past forecasts of that hour)^this.</summary>
    public double SpreadFollowsLevel { get; init; } = 0.5;
}
