namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// A rule that sizes a simulated store. Deterministic: its answers depend only on how it was made and on the observations it was shown, in
/// order. It may remember them, so use a new one for every run.
/// </summary>
public interface IScalingPolicy
{
    /// <summary>Name for reports.</summary>
    string Name { get; }

    /// <summary>Size the store starts at.</summary>
    string InitialSize { get; }

    /// <summary>The size to move to now; null to stay. Asked once a minute, not while a resize is in flight.</summary>
    string? Decide(PolicyObservation observation);
}
