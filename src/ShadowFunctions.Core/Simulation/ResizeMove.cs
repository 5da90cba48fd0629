namespace ShadowFunctions.Core.Simulation;

/// <summary>How long one resize takes and how long the switch at its end drops connections.</summary>
/// <param name="Duration">From request to switch.</param>
/// <param name="Downtime">From switch until connections are served again.</param>
public readonly record struct ResizeMove(TimeSpan Duration, TimeSpan Downtime);
