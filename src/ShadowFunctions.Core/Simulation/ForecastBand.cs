namespace ShadowFunctions.Core.Simulation;

/// <summary>A forecast at the lead time, for pictures.</summary>
/// <param name="At">The instant forecast, UTC.</param>
/// <param name="Median">Median, vCores.</param>
/// <param name="High">95 % quantile, vCores.</param>
public readonly record struct ForecastBand(DateTimeOffset At, double Median, double High);
