namespace ShadowFunctions.Local.Cloud;

/// <summary>How one rule stands; the persisted unit.</summary>
/// <param name="Key">Key of the rule.</param>
/// <param name="FiredAt">When it fired, UTC; null while all is well.</param>
/// <param name="Healthy">Evaluations in a row in which a fired rule's conditions did not hold.</param>
/// <param name="Firings">How often it has fired.</param>
/// <param name="EvaluatedAt">Instant of the newest evaluation, UTC: none is made twice.</param>
internal sealed record AlertState(string Key, DateTimeOffset? FiredAt = null, int Healthy = 0, int Firings = 0, DateTimeOffset? EvaluatedAt = null);
