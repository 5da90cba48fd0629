using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>What production's metrics say of the interval whose statements were counted.</summary>
/// <param name="Mean">Mean of every resource.</param>
/// <param name="Event">Name of the announced event the interval lies in; null when none.</param>
public sealed record IntervalFacts(ResourceAmounts Mean, string? Event = null);
