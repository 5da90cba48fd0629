namespace ShadowFunctions.Azure.Triggers;

/// <summary>Properties of an alert rule. Whatever a rule that is not ours leaves out is null.</summary>
internal sealed record AlertRuleProperties(
    string? Description,
    int? Severity,
    bool? Enabled,
    IReadOnlyList<string>? Scopes,
    string? EvaluationFrequency,
    string? WindowSize,
    AlertCriteria? Criteria,
    bool? AutoMitigate,
    IReadOnlyList<AlertAction>? Actions);
