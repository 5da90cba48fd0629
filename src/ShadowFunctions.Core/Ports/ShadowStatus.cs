namespace ShadowFunctions.Core.Ports;

/// <summary>A shadow as the platform reports it.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Paused">True while it is paused: only storage is paid.</param>
/// <param name="PausedAt">When it was last paused, UTC; null when never or unknown.</param>
/// <param name="ResumedAt">When it was last resumed, UTC; null when never or unknown.</param>
/// <param name="IdleCostPerHour">What it costs awake and idle, price list's currency per hour, without storage.</param>
/// <param name="FullCostPerHour">What it costs at full work, likewise.</param>
/// <param name="StorageCostPerHour">What its storage costs, likewise.</param>
public sealed record ShadowStatus(
    string Size, bool Paused, DateTimeOffset? PausedAt, DateTimeOffset? ResumedAt, double IdleCostPerHour, double FullCostPerHour, double StorageCostPerHour);
