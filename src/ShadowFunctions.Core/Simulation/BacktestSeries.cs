namespace ShadowFunctions.Core.Simulation;

/// <summary>One load series to back-test on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trace">Its demand, vCores.</param>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after the last, UTC.</param>
public sealed record BacktestSeries(string Name, IDemandTrace Trace, DateTimeOffset From, DateTimeOffset To);
