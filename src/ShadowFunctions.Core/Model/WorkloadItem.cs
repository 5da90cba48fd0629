namespace ShadowFunctions.Core.Model;

/// <summary>One statement of a mix.</summary>
/// <param name="Template">The statement.</param>
/// <param name="RatePerSecond">Executions per second on production.</param>
/// <param name="Skew">Zipf exponent of the keys used, 0 for uniform.</param>
public sealed record WorkloadItem(QueryTemplate Template, double RatePerSecond, double Skew = 0);
