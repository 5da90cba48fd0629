namespace ShadowFunctions.Cli.Forecasting;

/// <summary>Takes one forecast step of a series.</summary>
/// <param name="origin">Origin of the forecast, UTC.</param>
/// <param name="step">Number of the step, from 1.</param>
/// <param name="at">Time of the step, UTC.</param>
/// <param name="mean">Best single value.</param>
/// <param name="quantiles">One value per level, non-decreasing.</param>
internal delegate void ForecastRow(DateTimeOffset origin, int step, DateTimeOffset at, double mean, ReadOnlySpan<double> quantiles);
