namespace ShadowFunctions.Core.Capacity;

/// <summary>An interval of production as its own counters tell it.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC.</param>
/// <param name="Rates">Executions per second, in the order of <see cref="LoadHistory.Names"/>.</param>
/// <param name="CpuVCores">CPU of the whole server.</param>
/// <param name="Workers">Mean number of workers; null when unknown.</param>
/// <param name="Event">Name of the announced event it lies in; null when none.</param>
/// <param name="Images">Whole pages logged per second, in the order of <see cref="LoadHistory.Names"/>; null where the engine logs none.</param>
public sealed record LoadInterval(DateTimeOffset From, DateTimeOffset To, double[] Rates, double CpuVCores, double? Workers = null, string? Event = null, double[]? Images = null);
