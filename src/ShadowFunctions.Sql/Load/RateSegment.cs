namespace ShadowFunctions.Sql.Load;

/// <summary>A piece of a load's course over time.</summary>
/// <param name="Seconds">How long it lasts, above 0.</param>
/// <param name="RatePerSecond">Arrivals per second in it, 0 or more.</param>
public readonly record struct RateSegment(double Seconds, double RatePerSecond);
