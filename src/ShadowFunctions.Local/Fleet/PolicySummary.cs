namespace ShadowFunctions.Local.Fleet;

/// <summary>What another policy would have achieved on the same load.</summary>
/// <param name="Cost">Compute cost, list prices in USD.</param>
/// <param name="MinutesShort">Minutes in which demand exceeded capacity.</param>
public sealed record PolicySummary(double Cost, int MinutesShort);
