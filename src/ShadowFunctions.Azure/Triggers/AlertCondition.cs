namespace ShadowFunctions.Azure.Triggers;

/// <summary>One condition: the average of a metric above a threshold.</summary>
internal sealed record AlertCondition(
    string? CriterionType, string? Name, string? MetricName, string? MetricNamespace, string? Operator, double? Threshold, string? TimeAggregation);
