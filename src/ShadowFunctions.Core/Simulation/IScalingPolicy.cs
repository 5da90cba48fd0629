namespace ShadowFunctions.Core.Simulation;

/// <summary>A rule that sizes a simulated store. Pure: the answer depends on the observation only.</summary>
public interface IScalingPolicy
{
    /// <summary>Name for reports.</summary>
    string Name { get; }

    /// <summary>Size the store starts at.</summary>
    string InitialSize { get; }

    /// <summary>The size to move to now; null to stay. Asked once a minute, not while a resize is in flight.</summary>
    string? Decide(PolicyObservation observation);
}
