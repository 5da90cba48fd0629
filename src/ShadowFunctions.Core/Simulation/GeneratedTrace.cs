namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// Demand from a <see cref="DemandPattern"/>: expected level × day-to-day variation × noise of hours and minutes. A pure function of
/// (pattern, seed, minute).
/// </summary>
/// <param name="pattern">The shape.</param>
/// <param name="seed">Source of all chance in it.</param>
/// <param name="peakVCores">About the highest demand, vCores.</param>
/// <param name="surge">A rush on top of the shape; null for none.</param>
/// <exception cref="ArgumentOutOfRangeException">The peak is not above zero.</exception>
public sealed class GeneratedTrace(DemandPattern pattern, long seed, double peakVCores = GeneratedTrace.DefaultPeakVCores, DemandSurge? surge = null) : IDemandTrace
{
    /// <summary>The peak unless told otherwise, vCores.</summary>
    public const double DefaultPeakVCores = 24;

    private readonly double _peakVCores = peakVCores > 0
        ? peakVCores
        : throw new ArgumentOutOfRangeException(nameof(peakVCores), peakVCores, "The peak must be above zero vCores.");

    /// <inheritdoc/>
    public double DemandVCores(DateTimeOffset minute)
    {
        var index = (long)Math.Floor(minute.ToUnixTimeSeconds() / 60.0);
        var at = DateTimeOffset.FromUnixTimeSeconds(index * 60);
        var level = DemandShapes.Level(pattern, at, seed);
        return Math.Max(0, _peakVCores * level * (surge?.FactorAt(at) ?? 1) * Noise(index));
    }

    /// <summary>Days differ by a few percent, hours by a few, minutes by a few; the minute noise is nearly normal.</summary>
    private double Noise(long index)
    {
        var ofDay = 0.04 * SeededChance.Smooth(seed, 1, index / 1440.0);
        var ofHour = 0.04 * SeededChance.Smooth(seed, 2, index / 45.0);
        var ofMinutes = 0.03 * SeededChance.Smooth(seed, 3, index / 6.0);
        var ofMinute = 0.02 * (SeededChance.Uniform(seed, 4, index) + SeededChance.Uniform(seed, 5, index) + SeededChance.Uniform(seed, 6, index) - 1.5);
        return 1 + ofDay + ofHour + ofMinutes + ofMinute;
    }
}
