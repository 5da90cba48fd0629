namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Work of one execution of a statement on production, and what it took there.</summary>
/// <param name="Pages">Pages (or the engine's own unit of logical work), in memory or not.</param>
/// <param name="Misses">Of them, those that were not in the server's cache; 0 where that is not counted.</param>
/// <param name="Seconds">Seconds it took.</param>
/// <param name="Weight">How often it runs.</param>
public readonly record struct PricedWork(double Pages, double Misses, double Seconds, double Weight);
