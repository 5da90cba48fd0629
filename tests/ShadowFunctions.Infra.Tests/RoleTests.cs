using System.Text.Json;

namespace ShadowFunctions.Infra.Tests;

public sealed class RoleTests
{
    private const string SqlDbContributor = "9b7fa17d-e63e-47b0-bb0a-15c516ac86ec";
    private const string MonitoringReader = "43d0d8ad-25c7-4714-9337-8ba259a9fe05";

    /// <summary>Everything the app asks the platform for on production; a new entry needs a reason and a line here.</summary>
    private static readonly string[] OnProduction =
    [
        "Microsoft.Authorization/locks/read",
        "Microsoft.Authorization/permissions/read",
        "Microsoft.Insights/metricDefinitions/read",
        "Microsoft.Insights/metrics/read",
        "Microsoft.Sql/servers/databases/operations/cancel/action",
        "Microsoft.Sql/servers/databases/operations/read",
        "Microsoft.Sql/servers/databases/read",
        "Microsoft.Sql/servers/databases/usages/read",
        "Microsoft.Sql/servers/databases/write",
        "Microsoft.Sql/servers/elasticPools/databases/read",
        "Microsoft.Sql/servers/elasticPools/operations/cancel/action",
        "Microsoft.Sql/servers/elasticPools/operations/read",
        "Microsoft.Sql/servers/elasticPools/read",
        "Microsoft.Sql/servers/elasticPools/write",
        "Microsoft.Sql/servers/read",
    ];

    [Fact]
    public async Task The_production_scaler_may_do_exactly_what_scaling_needs()
    {
        var template = await CompiledTemplate.LoadAsync();

        Assert.Equal(OnProduction, Actions(Role(template, "production scaler")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_operation_reader_only_reads()
    {
        var template = await CompiledTemplate.LoadAsync();

        Assert.All(Actions(Role(template, "operation reader")), action => Assert.EndsWith("/read", action, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_role_of_ours_holds_a_wildcard_or_data_actions()
    {
        var template = await CompiledTemplate.LoadAsync();
        var roles = template.OfType("Microsoft.Authorization/roleDefinitions");

        Assert.Equal(3, roles.Count);
        Assert.All(roles.SelectMany(Actions), action => Assert.DoesNotContain("*", action, StringComparison.Ordinal));
        Assert.All(roles, role => Assert.DoesNotContain("dataActions", role.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Only_the_role_for_our_own_alert_rules_deletes()
    {
        var template = await CompiledTemplate.LoadAsync();
        var deletions = template.OfType("Microsoft.Authorization/roleDefinitions").SelectMany(Actions)
            .Where(action => action.Contains("delete", StringComparison.OrdinalIgnoreCase));

        Assert.Equal(["Microsoft.Insights/metricAlerts/delete"], deletions);
        Assert.Equal("[resourceGroup().id]", Role(template, "alert tuner").Properties.GetProperty("assignableScopes")[0].GetString());
    }

    [Fact]
    public async Task The_role_that_deletes_databases_is_held_by_the_shadow_operator_on_the_shadow_server_alone()
    {
        var template = await CompiledTemplate.LoadAsync();
        var assignments = Assignments(template, "parameters('identities').shadowOperator");

        var assignment = Assert.Single(assignments);
        Assert.Equal("[variables('sqlDbContributor')]", VariableOf(assignment));
        Assert.Contains("Microsoft.Sql/servers", assignment.Body.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.Contains("shadowServerName", assignment.Body.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.Single(template.OfType("Microsoft.Authorization/roleAssignments"), each => each.Text.Contains("sqlDbContributor", StringComparison.Ordinal));
        Assert.Equal(SqlDbContributor, ModuleVariable(template, "rbac", "sqlDbContributor"));
    }

    [Fact]
    public async Task In_groups_of_production_only_the_scaler_gets_a_role_and_only_its_own()
    {
        var template = await CompiledTemplate.LoadAsync();
        var module = template.Module("target-access").GetProperty("properties");
        var parameters = module.GetProperty("parameters").GetRawText();

        Assert.Single(module.GetProperty("template").GetProperty("resources").EnumerateArray());
        Assert.Contains("principalIds.value.productionScaler", parameters, StringComparison.Ordinal);
        Assert.Contains("scalerRoleName", parameters, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_subscriptions_of_production_the_app_only_reads()
    {
        var template = await CompiledTemplate.LoadAsync();
        var module = template.Module("subscription-access").GetProperty("properties");
        var assigned = module.GetProperty("template").GetProperty("resources").EnumerateArray()
            .Select(resource => resource.GetProperty("properties").GetProperty("roleDefinitionId").GetString());

        Assert.Equal(2, assigned.Count());
        Assert.Contains(assigned, role => role!.Contains("monitoringReaderRoleId", StringComparison.Ordinal));
        Assert.Contains(assigned, role => role!.Contains("operationRoleName", StringComparison.Ordinal));
        Assert.Equal(MonitoringReader, module.GetProperty("template").GetProperty("variables").GetProperty("monitoringReaderRoleId").GetString());
    }

    [Fact]
    public async Task Every_assignment_names_the_kind_of_principal_so_that_a_new_identity_is_not_looked_up_too_early()
    {
        var template = await CompiledTemplate.LoadAsync();
        var assignments = template.OfType("Microsoft.Authorization/roleAssignments");

        Assert.Equal(8, assignments.Count);
        Assert.All(assignments, each => Assert.Equal("ServicePrincipal", each.Properties.GetProperty("principalType").GetString()));
    }

    private static CompiledResource Role(CompiledTemplate template, string name) => template.OfType("Microsoft.Authorization/roleDefinitions")
        .Single(role => role.Properties.GetProperty("roleName").GetString()!.Contains(name, StringComparison.Ordinal));

    private static IEnumerable<string> Actions(CompiledResource role) => role.Properties.GetProperty("permissions").EnumerateArray()
        .SelectMany(permission => permission.GetProperty("actions").EnumerateArray()).Select(action => action.GetString()!);

    private static IReadOnlyList<CompiledResource> Assignments(CompiledTemplate template, string principal) =>
        [.. template.OfType("Microsoft.Authorization/roleAssignments")
            .Where(each => each.Properties.GetProperty("principalId").GetString()!.Contains(principal, StringComparison.Ordinal))];

    private static string VariableOf(CompiledResource assignment)
    {
        var role = assignment.Properties.GetProperty("roleDefinitionId").GetString()!;
        return $"[{role[role.IndexOf("variables", StringComparison.Ordinal)..].TrimEnd(']')[..^1]}]";
    }

    private static string? ModuleVariable(CompiledTemplate template, string module, string name) =>
        template.Module(module).GetProperty("properties").GetProperty("template").GetProperty("variables").GetProperty(name) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;
}
