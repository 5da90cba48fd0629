namespace ShadowFunctions.Core.Planning;

/// <summary>How long a change of size takes from request to readiness.</summary>
/// <param name="Minutes">Upper quantile, minutes.</param>
/// <param name="Operations">Past operations it was learned from; 0 means the configured value.</param>
public sealed record LeadTime(double Minutes, int Operations);
