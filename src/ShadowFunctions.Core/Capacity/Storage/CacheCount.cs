namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>Page accesses of a run, and those that missed the cache.</summary>
/// <param name="Accesses">All accesses.</param>
/// <param name="Misses">Those that missed.</param>
public readonly record struct CacheCount(double Accesses, double Misses);
