namespace ShadowFunctions.Core.Simulation;

/// <summary>A resize of a simulated store, accepted and due.</summary>
/// <param name="Ordinal">Number of the resize in the store's life, from 1.</param>
/// <param name="From">Size before.</param>
/// <param name="To">Size after.</param>
/// <param name="RequestedAt">When it was accepted, UTC.</param>
/// <param name="SwitchAt">When the new size takes over, UTC.</param>
/// <param name="Downtime">How long the switch drops connections: nothing is served.</param>
/// <param name="Failed">True when it ends without effect at <paramref name="SwitchAt"/>: accepted, later failed, the size stays.</param>
public sealed record SizeSwitch(
    int Ordinal, string From, string To, DateTimeOffset RequestedAt, DateTimeOffset SwitchAt, TimeSpan Downtime, bool Failed = false);
