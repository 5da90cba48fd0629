namespace ShadowFunctions.Core.Capacity.Contention;

/// <summary>One step of a load test.</summary>
/// <param name="Concurrency">Mean number of statements inside the system; by Little's law rate × mean seconds.</param>
/// <param name="PerSecond">Statements completed per second.</param>
public readonly record struct LoadPoint(double Concurrency, double PerSecond);
