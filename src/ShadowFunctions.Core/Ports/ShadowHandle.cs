namespace ShadowFunctions.Core.Ports;

/// <summary>A shadow as the platform sees it.</summary>
/// <param name="Connection">Where it can be reached, without secrets.</param>
/// <param name="CostPerHour">What it costs while it runs, price list's currency.</param>
public sealed record ShadowHandle(string Connection, double CostPerHour);
