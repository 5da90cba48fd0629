namespace ShadowFunctions.Core.Simulation;

/// <summary>The demand on a simulated store over time: a pure function of the minute, for any minute past or future.</summary>
public interface IDemandTrace
{
    /// <summary>vCores of work arriving in the minute that starts at <paramref name="minute"/> (UTC, whole minute); never negative.</summary>
    double DemandVCores(DateTimeOffset minute);
}
