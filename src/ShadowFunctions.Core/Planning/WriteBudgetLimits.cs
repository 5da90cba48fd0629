namespace ShadowFunctions.Core.Planning;

/// <summary>How fast the fleet may write to the platform.</summary>
/// <param name="PerSecond">Writes per second that become free.</param>
/// <param name="Burst">Most writes at once.</param>
/// <param name="GatherSeconds">Seconds a new request waits, so that those of the same moment are ranked together.</param>
/// <param name="HoldSeconds">
/// Seconds after which a larger size that has not asked again when it should holds smaller ones back no longer: all repeats of what it does in between.
/// </param>
public sealed record WriteBudgetLimits(double PerSecond, int Burst, double GatherSeconds = 1, double HoldSeconds = 75);
