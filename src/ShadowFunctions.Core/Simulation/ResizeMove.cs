namespace ShadowFunctions.Core.Simulation;

/// <summary>How long one resize takes and how long the switch at its end drops connections.</summary>
/// <param name="Duration">From request to switch.</param>
/// <param name="Downtime">From switch until connections are served again.</param>
/// <param name="Failed">True when it ends without effect: accepted, later failed, the size stays.</param>
public readonly record struct ResizeMove(TimeSpan Duration, TimeSpan Downtime, bool Failed = false);
