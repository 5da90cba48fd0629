namespace ShadowFunctions.Core.Model;

/// <summary>One firing of an alert that was taken up. Whoever inserts it first starts the cycle; every other delivery finds it.</summary>
/// <param name="Id">Instant of the firing, then a hash of alert, firing and stores: sorts by time.</param>
/// <param name="At">Instant of the cycle it starts, UTC: when it was first received.</param>
public sealed record AlertClaim(string Id, DateTimeOffset At);
