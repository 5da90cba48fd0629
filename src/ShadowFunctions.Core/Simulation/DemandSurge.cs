namespace ShadowFunctions.Core.Simulation;

/// <summary>A rush of load: demand is multiplied between two instants, with minutes of ramp on both sides.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC.</param>
/// <param name="Multiplier">What demand is multiplied by.</param>
public sealed record DemandSurge(DateTimeOffset From, DateTimeOffset To, double Multiplier)
{
    private const double RampMinutes = 4;

    /// <summary>The factor on demand at an instant: 1 outside, <see cref="Multiplier"/> inside.</summary>
    public double FactorAt(DateTimeOffset instant)
    {
        var inside = Math.Min((instant - From).TotalMinutes, (To - instant).TotalMinutes);
        return 1 + ((Multiplier - 1) * Math.Clamp(inside / RampMinutes, 0, 1));
    }
}
