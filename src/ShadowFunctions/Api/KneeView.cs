namespace ShadowFunctions.Api;

/// <summary>Where throughput stops rising, by the Universal Scalability Law over production's intervals.</summary>
/// <param name="Workers">Concurrent workers there; null when throughput never falls.</param>
/// <param name="Deviation">Its standard deviation; null with it.</param>
/// <param name="PeakPerSecond">Highest throughput, statements per second; null when nothing limits it.</param>
/// <param name="Reason">Why there is none; null when there is one.</param>
public sealed record KneeView(double? Workers, double? Deviation, double? PeakPerSecond, string? Reason);
