namespace ShadowFunctions.Core.Model;

/// <summary>What each database of an elastic pool is guaranteed and may take.</summary>
/// <param name="MinVCores">Guaranteed to each database, vCores; 0 for nothing.</param>
/// <param name="MaxVCores">Most that one database may take, vCores.</param>
public sealed record PoolLimits(double MinVCores, double MaxVCores);
