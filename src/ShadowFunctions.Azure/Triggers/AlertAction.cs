namespace ShadowFunctions.Azure.Triggers;

/// <summary>Whom an alert rule calls.</summary>
internal sealed record AlertAction(string? ActionGroupId, IReadOnlyDictionary<string, string?>? WebHookProperties);
