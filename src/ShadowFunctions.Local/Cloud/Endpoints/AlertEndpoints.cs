using System.Text;
using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Microsoft.Insights metric alert rules: checked, kept, given back.</summary>
internal static class AlertEndpoints
{
    private const string Group = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Insights/metricAlerts";

    public static void Map(EndpointMap map)
    {
        map.Add("GET", $"{Group}/{{name}}", CloudRequestKind.GetMetricAlert, ApiVersions.Alerts, (_, f, r) =>
            f.Alert(Key(r)) is { } rule ? CloudAnswer.Ok(rule) : throw ArmException.NotFound(Id(r)));
        map.Add("GET", Group, CloudRequestKind.ListMetricAlerts, ApiVersions.Alerts, (_, f, r) => List(f, $"{Collection(r)}/"));
        map.Add("GET", "/subscriptions/{subscription}/providers/Microsoft.Insights/metricAlerts", CloudRequestKind.ListMetricAlerts, ApiVersions.Alerts,
            (_, f, r) => List(f, $"/subscriptions/{r.Subscription}/"));
        map.Add("PUT", $"{Group}/{{name}}", CloudRequestKind.PutMetricAlert, ApiVersions.Alerts, (_, f, r) => Save(f, r, r.RequiredBody));
        map.Add("PATCH", $"{Group}/{{name}}", CloudRequestKind.PutMetricAlert, ApiVersions.Alerts, (_, f, r) => Patch(f, r));
        map.Add("GET", $"{Group}/{{name}}/status", CloudRequestKind.GetMetricAlertStatus, ApiVersions.Alerts, Status);
        map.Add("DELETE", $"{Group}/{{name}}", CloudRequestKind.DeleteMetricAlert, ApiVersions.Alerts, (_, f, r) => new CloudAnswer(f.DeleteAlert(Key(r)) ? 200 : 204));
    }

    private static CloudAnswer Status(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var rule = file.Alert(Key(request)) ?? throw ArmException.NotFound(Id(request));
        var fired = file.AlertState(Key(request))?.FiredAt is not null;
        var scopes = rule["properties"]!["scopes"]!.AsArray().Select(s => s!.GetValue<string>());
        var statuses = scopes.Select(scope => (JsonNode)new JsonObject
        {
            ["id"] = Id(request),
            ["name"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"resourceId={scope}")),
            ["type"] = "Microsoft.Insights/metricAlerts/status",
            ["properties"] = new JsonObject
            {
                ["dimensions"] = new JsonObject { ["resourceId"] = scope },
                ["status"] = fired ? "Unhealthy" : "Healthy",
                ["timestamp"] = ResourceJson.Time(world.Now),
            },
        });
        return CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. statuses]) });
    }

    private static CloudAnswer List(CloudFile file, string prefix) =>
        CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. file.Alerts(prefix.ToUpperInvariant()).Select(a => (JsonNode)a)]) });

    private static CloudAnswer Patch(CloudFile file, CloudRequest request)
    {
        var current = file.Alert(Key(request)) ?? throw ArmException.NotFound(Id(request));
        foreach (var (name, value) in request.RequiredBody)
        {
            if (name == "properties" && value is JsonObject changes && current["properties"] is JsonObject properties)
            {
                foreach (var (inner, change) in changes)
                {
                    properties[inner] = change?.DeepClone();
                }
            }
            else
            {
                current[name] = value?.DeepClone();
            }
        }

        return Save(file, request, current);
    }

    private static CloudAnswer Save(CloudFile file, CloudRequest request, JsonObject body)
    {
        AlertRules.Check(body);
        var rule = new JsonObject
        {
            ["id"] = Id(request),
            ["name"] = request.Route("name"),
            ["type"] = "Microsoft.Insights/metricAlerts",
            ["location"] = "global",
            ["tags"] = body["tags"]?.DeepClone() ?? new JsonObject(),
            ["properties"] = body["properties"]!.DeepClone(),
        };
        file.SaveAlert(Key(request), rule);
        return CloudAnswer.Ok(rule);
    }

    private static string Collection(CloudRequest request) =>
        $"/subscriptions/{request.Subscription}/resourceGroups/{request.Route("group")}/providers/Microsoft.Insights/metricAlerts";

    private static string Id(CloudRequest request) => $"{Collection(request)}/{request.Route("name")}";

    private static string Key(CloudRequest request) => Id(request).ToUpperInvariant();
}
