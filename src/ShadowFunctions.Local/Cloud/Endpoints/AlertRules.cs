using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What Azure checks of a metric alert rule before it keeps it.</summary>
internal static class AlertRules
{
    private static readonly Dictionary<string, int> Minutes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PT1M"] = 1,
        ["PT5M"] = 5,
        ["PT15M"] = 15,
        ["PT30M"] = 30,
        ["PT1H"] = 60,
        ["PT6H"] = 360,
        ["PT12H"] = 720,
        ["PT24H"] = 1440,
        ["P1D"] = 1440,
    };

    private static readonly string[] Operators = ["Equals", "NotEquals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"];
    private static readonly string[] DynamicOperators = ["GreaterThan", "LessThan", "GreaterOrLessThan"];
    private static readonly string[] Aggregations = ["Average", "Count", "Minimum", "Maximum", "Total"];

    /// <summary>A duration of a rule that was checked.</summary>
    public static int MinutesOf(JsonObject properties, string name) => Minutes[properties[name]!.GetValue<string>()];

    public static void Check(JsonObject rule)
    {
        var properties = rule["properties"] as JsonObject ?? throw Missing("properties");
        var frequency = Duration(properties, "evaluationFrequency");
        var window = Duration(properties, "windowSize");
        if (frequency > 60)
        {
            throw Bad($"evaluationFrequency '{properties["evaluationFrequency"]}' is above PT1H.");
        }

        if (window < frequency)
        {
            throw Bad("windowSize must not be shorter than evaluationFrequency.");
        }

        if (properties["severity"] is not JsonValue severity || !severity.TryGetValue(out int level) || level is < 0 or > 4)
        {
            throw Bad($"severity '{properties["severity"]}' must be a whole number from 0 to 4.");
        }

        if (properties["scopes"] is not JsonArray { Count: > 0 })
        {
            throw Missing("properties.scopes");
        }

        var conditions = properties["criteria"]?["allOf"] as JsonArray ?? throw Missing("properties.criteria.allOf");
        foreach (var condition in conditions)
        {
            CheckCondition(condition as JsonObject ?? throw Missing("properties.criteria.allOf[]"));
        }
    }

    private static void CheckCondition(JsonObject condition)
    {
        _ = Text(condition, "name");
        _ = Text(condition, "metricName");
        Among(condition, "timeAggregation", Aggregations);
        switch (Text(condition, "criterionType"))
        {
            case "StaticThresholdCriterion":
                Among(condition, "operator", Operators);
                if (condition["threshold"] is not JsonValue threshold || !threshold.TryGetValue(out double _))
                {
                    throw Bad($"threshold '{condition["threshold"]}' must be a number.");
                }

                break;
            case "DynamicThresholdCriterion":
                Among(condition, "operator", DynamicOperators);
                Among(condition, "alertSensitivity", ["Low", "Medium", "High"]);
                break;
            case var other:
                throw Bad($"criterionType '{other}' must be StaticThresholdCriterion or DynamicThresholdCriterion.");
        }
    }

    private static int Duration(JsonObject properties, string name) =>
        Minutes.TryGetValue(Text(properties, name), out var minutes)
            ? minutes
            : throw Bad($"{name} '{properties[name]}' must be one of {string.Join(", ", Minutes.Keys)}.");

    private static void Among(JsonObject from, string name, string[] allowed)
    {
        if (!allowed.Contains(Text(from, name), StringComparer.OrdinalIgnoreCase))
        {
            throw Bad($"{name} '{from[name]}' must be one of {string.Join(", ", allowed)}.");
        }
    }

    private static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : throw Missing(name);

    private static ArmException Missing(string name) => Bad($"'{name}' is missing.");

    private static ArmException Bad(string message) => ArmException.BadRequest("BadRequest", message);
}
