using System.Globalization;
using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Azure Monitor's common alert schema for a metric alert.</summary>
internal static class AlertSchema
{
    public static string Write(AlertVerdict verdict, AlertState state, DateTimeOffset now, long seed)
    {
        var (rule, scope) = (verdict.Rule, verdict.Scope);
        var id = rule["id"]!.GetValue<string>();
        var resolved = state.FiredAt is not null && !verdict.Holds;
        var essentials = new JsonObject
        {
            ["alertId"] = $"/subscriptions/{scope.Subscription}/providers/Microsoft.AlertsManagement/alerts/{CloudIds.GuidOf(seed, state.Key, state.Firings)}",
            ["alertRule"] = rule["name"]!.GetValue<string>(),
            ["alertRuleID"] = id,
            ["severity"] = $"Sev{verdict.Properties["severity"]}",
            ["signalType"] = "Metric",
            ["monitorCondition"] = resolved ? "Resolved" : "Fired",
            ["monitoringService"] = "Platform",
            ["alertTargetIDs"] = new JsonArray(scope.Id.ToLowerInvariant()),
            ["configurationItems"] = new JsonArray(scope.Name),
            ["originAlertId"] = $"{CloudIds.GuidOf(seed, id, state.Firings)}",
            ["firedDateTime"] = ResourceJson.Time(state.FiredAt ?? now),
            ["description"] = verdict.Properties["description"]?.GetValue<string>() ?? "",
            ["essentialsVersion"] = "1.0",
            ["alertContextVersion"] = "1.0",
            ["targetResourceGroup"] = scope.ResourceGroup,
            ["targetResourceType"] = CloudIds.ResourceType(scope.Kind).ToLowerInvariant(),
        };
        if (resolved)
        {
            essentials["resolvedDateTime"] = ResourceJson.Time(now);
        }

        return new JsonObject
        {
            ["schemaId"] = "azureMonitorCommonAlertSchema",
            ["data"] = new JsonObject { ["essentials"] = essentials, ["alertContext"] = Context(verdict), ["customProperties"] = Custom(verdict) },
        }.ToJsonString();
    }

    private static JsonObject Context(AlertVerdict verdict) => new()
    {
        ["properties"] = null,
        ["conditionType"] = "SingleResourceMultipleMetricCriteria",
        ["condition"] = new JsonObject
        {
            ["windowSize"] = verdict.Properties["windowSize"]!.GetValue<string>(),
            ["allOf"] = new JsonArray([.. verdict.Conditions.Zip(verdict.Values, (c, value) => (JsonNode)new JsonObject
            {
                ["metricName"] = c["metricName"]!.GetValue<string>(),
                ["metricNamespace"] = c["metricNamespace"]?.GetValue<string>() ?? CloudIds.ResourceType(verdict.Scope.Kind),
                ["operator"] = c["operator"]!.GetValue<string>(),
                ["threshold"] = c["threshold"]!.GetValue<double>().ToString("R", CultureInfo.InvariantCulture),
                ["timeAggregation"] = c["timeAggregation"]!.GetValue<string>(),
                ["dimensions"] = new JsonArray(),
                ["metricValue"] = value,
            })]),
            ["windowStartTime"] = ResourceJson.Time(verdict.From),
            ["windowEndTime"] = ResourceJson.Time(verdict.To),
        },
    };

    private static JsonNode? Custom(AlertVerdict verdict) =>
        verdict.Properties["actions"]?.AsArray().Select(a => a?["webHookProperties"]).FirstOrDefault(p => p is not null)?.DeepClone();
}
