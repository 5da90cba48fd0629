using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// Evaluates the metric alert rules as Azure Monitor does: at their frequency, on the newest whole window that has arrived. A rule fires when all
/// its conditions hold, once; with autoMitigate it is resolved after three evaluations in a row in which they do not. A window without data
/// changes nothing. Conditions with dynamic thresholds are not evaluated.
/// </summary>
internal sealed class AlertEvaluator(CloudWorld world, MetricHistory history)
{
    private const int HealthyToResolve = 3;

    /// <summary>Evaluates what is due at a whole minute and keeps the messages that come of it. Repeating a minute adds nothing. Inside a turn only.</summary>
    public int Evaluate(CloudFile file, DateTimeOffset minute)
    {
        var messages = 0;
        foreach (var rule in file.Alerts(""))
        {
            var properties = rule["properties"]!.AsObject();
            var key = rule["id"]!.GetValue<string>().ToUpperInvariant();
            var state = file.AlertState(key) ?? new AlertState(key);
            if (!IsDue(properties, minute) || state.EvaluatedAt >= minute || Judge(file, rule, properties, minute) is not { } verdict)
            {
                continue;
            }

            var (next, tells) = Next(state with { EvaluatedAt = minute }, verdict.Holds, properties, minute);
            if (tells)
            {
                messages += Keep(file, verdict, verdict.Holds ? next : state, minute);
            }

            file.Save(next);
        }

        return messages;
    }

    private static bool IsDue(JsonObject properties, DateTimeOffset minute) =>
        properties["enabled"]?.GetValue<bool>() != false
        && minute.ToUnixTimeSeconds() / 60 % AlertRules.MinutesOf(properties, "evaluationFrequency") == 0;

    private static (AlertState Next, bool Tells) Next(AlertState state, bool holds, JsonObject properties, DateTimeOffset minute)
    {
        if (holds)
        {
            return state.FiredAt is null
                ? (state with { FiredAt = minute, Healthy = 0, Firings = state.Firings + 1 }, true)
                : (state with { Healthy = 0 }, false);
        }

        var healthy = state.FiredAt is null ? 0 : state.Healthy + 1;
        return healthy >= HealthyToResolve && properties["autoMitigate"]?.GetValue<bool>() != false
            ? (state with { FiredAt = null, Healthy = 0 }, true)
            : (state with { Healthy = healthy }, false);
    }

    private AlertVerdict? Judge(CloudFile file, JsonObject rule, JsonObject properties, DateTimeOffset minute)
    {
        var scope = properties["scopes"]!.AsArray()[0]!.GetValue<string>();
        var conditions = properties["criteria"]!["allOf"]!.AsArray();
        if (world.Find(scope) is not { } resource || conditions.Any(c => c!["criterionType"]!.GetValue<string>() != "StaticThresholdCriterion"))
        {
            return null;
        }

        var to = minute.AddMinutes(-world.Options.MetricsDelayMinutes);
        var length = AlertRules.MinutesOf(properties, "windowSize");
        var window = new MetricWindow(to.AddMinutes(-length), to, length, new HashSet<string>());
        var series = new MetricSeries(resource, world.Profile(resource), history.Read(file, resource, window.From, to));
        List<double> values = [];
        var holds = true;
        foreach (var condition in conditions.Select(c => c!.AsObject()))
        {
            var bucket = series.Bucket(MetricCatalog.Find(resource.Kind, [condition["metricName"]!.GetValue<string>()])[0], window, 0);
            if (bucket.Minutes == 0)
            {
                return null;
            }

            values.Add(Aggregate(bucket, condition["timeAggregation"]!.GetValue<string>()));
            holds &= Holds(condition["operator"]!.GetValue<string>(), values[^1], condition["threshold"]!.GetValue<double>());
        }

        return new AlertVerdict(rule, resource, window.From, to, values, holds);
    }

    private static double Aggregate(MetricBucket bucket, string aggregation) => aggregation.ToUpperInvariant() switch
    {
        "MAXIMUM" => bucket.Maximum,
        "MINIMUM" => bucket.Minimum,
        "TOTAL" => bucket.Total,
        "COUNT" => bucket.Count,
        _ => bucket.Average,
    };

    private static bool Holds(string comparison, double value, double threshold) => comparison.ToUpperInvariant() switch
    {
        "GREATERTHAN" => value > threshold,
        "GREATERTHANOREQUAL" => value >= threshold,
        "LESSTHAN" => value < threshold,
        "LESSTHANOREQUAL" => value <= threshold,
        "NOTEQUALS" => value != threshold,
        _ => value == threshold,
    };

    /// <summary>One message per enabled action group with a webhook.</summary>
    private int Keep(CloudFile file, AlertVerdict verdict, AlertState state, DateTimeOffset minute)
    {
        var groups = (verdict.Properties["actions"]?.AsArray() ?? [])
            .Select(a => a!["actionGroupId"]?.GetValue<string>())
            .Select(id => world.Options.ActionGroups.FirstOrDefault(g => string.Equals(g.Id, id, StringComparison.OrdinalIgnoreCase)))
            .OfType<EmulatedActionGroup>().Where(g => g is { Enabled: true, WebhookUri: not null }).ToList();
        foreach (var group in groups)
        {
            var id = $"{minute.UtcDateTime:yyyyMMddHHmm}|{state.Key}|{group.Id.ToUpperInvariant()}";
            file.Save(new AlertMessage(id, group.WebhookUri!, AlertSchema.Write(verdict, state, minute, world.Options.Seed)));
        }

        return groups.Count;
    }
}
