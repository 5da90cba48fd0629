namespace ShadowFunctions.Core.Planning;

/// <summary>Switches for the whole fleet.</summary>
/// <param name="Paused">True stops every change, copy and rehearsal; metrics are still read.</param>
/// <param name="Reason">Who paused and why.</param>
public sealed record FleetControl(bool Paused = false, string? Reason = null);
