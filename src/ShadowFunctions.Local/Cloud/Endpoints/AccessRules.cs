using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Who may do what, and which locks forbid it all the same.</summary>
internal static class AccessRules
{
    private static readonly Dictionary<string, string> Actions = new()
    {
        [CloudRequestKind.GetServer] = "Microsoft.Sql/servers/read",
        [CloudRequestKind.GetDatabase] = "Microsoft.Sql/servers/databases/read",
        [CloudRequestKind.ListDatabases] = "Microsoft.Sql/servers/databases/read",
        [CloudRequestKind.ListReplicationLinks] = "Microsoft.Sql/servers/databases/replicationLinks/read",
        [CloudRequestKind.UpdateDatabase] = "Microsoft.Sql/servers/databases/write",
        [CloudRequestKind.PutDatabase] = "Microsoft.Sql/servers/databases/write",
        [CloudRequestKind.DeleteDatabase] = "Microsoft.Sql/servers/databases/delete",
        [CloudRequestKind.GetElasticPool] = "Microsoft.Sql/servers/elasticPools/read",
        [CloudRequestKind.ListElasticPools] = "Microsoft.Sql/servers/elasticPools/read",
        [CloudRequestKind.ListPoolDatabases] = "Microsoft.Sql/servers/elasticPools/databases/read",
        [CloudRequestKind.UpdateElasticPool] = "Microsoft.Sql/servers/elasticPools/write",
        [CloudRequestKind.GetCapabilities] = "Microsoft.Sql/locations/capabilities/read",
        [CloudRequestKind.GetMetricAlert] = "Microsoft.Insights/metricAlerts/read",
        [CloudRequestKind.ListMetricAlerts] = "Microsoft.Insights/metricAlerts/read",
        [CloudRequestKind.PutMetricAlert] = "Microsoft.Insights/metricAlerts/write",
        [CloudRequestKind.DeleteMetricAlert] = "Microsoft.Insights/metricAlerts/delete",
        [CloudRequestKind.GetMetrics] = "Microsoft.Insights/metrics/read",
        [CloudRequestKind.GetMetricsBatch] = "Microsoft.Insights/metrics/read",
        [CloudRequestKind.GetActionGroup] = "Microsoft.Insights/actionGroups/read",
    };

    /// <summary>What the deployment's roles give, as a caller without rules of its own has it.</summary>
    private static readonly string[] OfTheDeployment =
    [
        "Microsoft.Sql/servers/read", "Microsoft.Sql/servers/databases/read", "Microsoft.Sql/servers/databases/write",
        "Microsoft.Sql/servers/databases/operations/*", "Microsoft.Sql/servers/elasticPools/read", "Microsoft.Sql/servers/elasticPools/write",
        "Microsoft.Sql/servers/elasticPools/databases/read", "Microsoft.Sql/servers/elasticPools/operations/*", "Microsoft.Sql/locations/*", "Microsoft.Insights/metrics/read",
        "Microsoft.Insights/metricAlerts/*", "Microsoft.Insights/actionGroups/read",
    ];

    /// <summary>Passes a request that its caller may make and no lock forbids.</summary>
    public static void Check(EmulatedCloudOptions options, string method, string path, string kind)
    {
        if (Actions.TryGetValue(kind, out var action) && RuleAt(options, path) is { } rule && !rule.Actions.Any(granted => Covers(granted, action)))
        {
            throw new ArmException(403, "AuthorizationFailed",
                $"The client does not have authorization to perform action '{action}' over scope '{path}' or the scope is invalid.");
        }

        if (method != "GET" && options.Locks.FirstOrDefault(l => Forbids(l, method) && IsOrIsBelow(path, l.Scope)) is { } found)
        {
            throw new ArmException(409, "ScopeLocked",
                $"The scope '{path}' cannot perform {(method == "DELETE" ? "delete" : "write")} operation because following scope(s) are locked: '{found.Scope}'. Please remove the lock and try again.");
        }
    }

    /// <summary>The platform's list of what the caller may do at a scope.</summary>
    public static JsonObject Permissions(EmulatedCloudOptions options, string scope) => new()
    {
        ["value"] = new JsonArray(new JsonObject
        {
            ["actions"] = new JsonArray([.. GrantedAt(options, scope).Select(a => (JsonNode)a)]),
            ["notActions"] = new JsonArray(),
            ["dataActions"] = new JsonArray(),
            ["notDataActions"] = new JsonArray(),
        }),
    };

    /// <summary>The platform's list of locks on a scope.</summary>
    public static JsonObject Locks(EmulatedCloudOptions options, string scope) => new()
    {
        ["value"] = new JsonArray([.. options.Locks.Where(l => IsOrIsBelow(scope, l.Scope)).Select((l, i) => (JsonNode)new JsonObject
        {
            ["id"] = $"{l.Scope}/providers/Microsoft.Authorization/locks/lock{i}",
            ["name"] = $"lock{i}",
            ["type"] = "Microsoft.Authorization/locks",
            ["properties"] = new JsonObject { ["level"] = l.Level },
        })]),
    };

    private static IReadOnlyList<string> GrantedAt(EmulatedCloudOptions options, string scope) => RuleAt(options, scope)?.Actions ?? OfTheDeployment;

    private static EmulatedAccess? RuleAt(EmulatedCloudOptions options, string scope) =>
        options.Access.Where(a => IsOrIsBelow(scope, a.Scope)).MaxBy(a => a.Scope.Length);

    private static bool Covers(string granted, string action) => granted.EndsWith('*')
        ? action.StartsWith(granted[..^1], StringComparison.OrdinalIgnoreCase)
        : granted.Equals(action, StringComparison.OrdinalIgnoreCase);

    private static bool Forbids(EmulatedLock found, string method) => found.Level == "ReadOnly" || method == "DELETE";

    private static bool IsOrIsBelow(string path, string scope) => path.StartsWith(scope, StringComparison.OrdinalIgnoreCase)
        && (path.Length == scope.Length || path[scope.Length] == '/');
}
