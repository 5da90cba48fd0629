namespace ShadowFunctions.Core.Model;

/// <summary>The limits of a pool's databases as they were before our first change of them.</summary>
/// <param name="MinVCores">Guaranteed to each database, vCores.</param>
/// <param name="MaxVCores">Most that one database might take, vCores; null when that was the whole pool, whatever its size.</param>
public sealed record PoolLimitsBefore(double MinVCores, double? MaxVCores);
