namespace ShadowFunctions.Core.Ports;

/// <summary>The platform's answer to a change request.</summary>
/// <param name="Handle">Opaque handle for polling after a restart; null when the platform gave none.</param>
/// <param name="Completed">True when the change was done at once.</param>
/// <param name="RemainingWrites">Writes the platform still allows now; null when it did not say.</param>
public sealed record ScaleTicket(string? Handle, bool Completed, int? RemainingWrites = null);
