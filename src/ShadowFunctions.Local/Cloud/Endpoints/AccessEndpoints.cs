using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What the caller may do, locks, and the action groups of alert rules.</summary>
internal static class AccessEndpoints
{
    private const string Group = "/subscriptions/{subscription}/resourceGroups/{group}";
    private const string Server = $"{Group}/providers/Microsoft.Sql/servers/{{server}}";
    private const string Authorization = "/providers/Microsoft.Authorization/";

    private static readonly string[] Scopes = [Group, Server, $"{Server}/databases/{{name}}", $"{Server}/elasticPools/{{name}}"];

    public static void Map(EndpointMap map)
    {
        foreach (var scope in Scopes)
        {
            map.Add("GET", $"{scope}{Authorization}permissions", CloudRequestKind.ListPermissions, ApiVersions.Authorization,
                (w, _, r) => r.Route("name").Length > 0 && w.Find(ScopeOf(r)) is null
                    ? throw ArmException.NotFound(ScopeOf(r))
                    : CloudAnswer.Ok(AccessRules.Permissions(w.Options, ScopeOf(r))));
            map.Add("GET", $"{scope}{Authorization}locks", CloudRequestKind.ListLocks, ApiVersions.Locks,
                (w, _, r) => CloudAnswer.Ok(AccessRules.Locks(w.Options, ScopeOf(r))));
        }

        map.Add("GET", $"{Group}/providers/Microsoft.Insights/actionGroups/{{name}}", CloudRequestKind.GetActionGroup, ApiVersions.ActionGroups,
            (w, _, r) => w.Options.ActionGroups.FirstOrDefault(g => g.Id.Equals(r.Context.Request.Path, StringComparison.OrdinalIgnoreCase)) is { } found
                ? CloudAnswer.Ok(Write(found))
                : throw ArmException.NotFound(r.Context.Request.Path));
    }

    private static string ScopeOf(CloudRequest request)
    {
        var path = request.Context.Request.Path.Value!;
        return path[..path.LastIndexOf(Authorization, StringComparison.OrdinalIgnoreCase)];
    }

    private static JsonObject Write(EmulatedActionGroup group) => new()
    {
        ["id"] = group.Id,
        ["name"] = group.Id[(group.Id.LastIndexOf('/') + 1)..],
        ["type"] = "Microsoft.Insights/ActionGroups",
        ["location"] = "Global",
        ["properties"] = new JsonObject
        {
            ["groupShortName"] = "shadow",
            ["enabled"] = group.Enabled,
            ["webhookReceivers"] = group.WebhookUri is { } uri
                ? new JsonArray(new JsonObject { ["name"] = "shadow-functions", ["serviceUri"] = uri, ["useCommonAlertSchema"] = true, ["useAadAuth"] = false })
                : new JsonArray(),
        },
    };
}
