using System.Text.Json;

namespace ShadowFunctions.Infra.Tests;

public sealed class ResourceTests
{
    /// <summary>Kinds of resource that take no tags.</summary>
    private static readonly string[] Tagless =
    [
        "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/roleDefinitions", "Microsoft.Consumption/budgets",
        "Microsoft.Resources/deployments", "Microsoft.DurableTask/schedulers/taskHubs", "Microsoft.Sql/servers/firewallRules",
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/blobServices/containers",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "Microsoft.Web/sites/config", "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
    ];

    [Fact]
    public async Task Storage_takes_identities_only()
    {
        var account = (await CompiledTemplate.LoadAsync()).OfType("Microsoft.Storage/storageAccounts").Single().Properties;

        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
    }

    [Fact]
    public async Task Telemetry_and_the_shadow_server_take_Entra_identities_only()
    {
        var template = await CompiledTemplate.LoadAsync();
        var administrators = template.OfType("Microsoft.Sql/servers").Single().Properties.GetProperty("administrators");

        Assert.True(template.OfType("Microsoft.Insights/components").Single().Properties.GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(administrators.GetProperty("azureADOnlyAuthentication").GetBoolean());
        Assert.Equal("1.2", template.OfType("Microsoft.Sql/servers").Single().Properties.GetProperty("minimalTlsVersion").GetString());
    }

    [Fact]
    public async Task The_app_runs_isolated_dotnet_10_on_Flex_Consumption_with_all_four_identities()
    {
        var template = await CompiledTemplate.LoadAsync();
        var site = template.OfType("Microsoft.Web/sites").Single();
        var plan = template.OfType("Microsoft.Web/serverfarms").Single();
        var configuration = site.Properties.GetProperty("functionAppConfig");

        Assert.Equal("FC1", plan.Body.GetProperty("sku").GetProperty("name").GetString());
        Assert.Equal("dotnet-isolated", configuration.GetProperty("runtime").GetProperty("name").GetString());
        Assert.Equal("10.0", configuration.GetProperty("runtime").GetProperty("version").GetString());
        Assert.True(site.Properties.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal(4, site.Body.GetProperty("identity").GetProperty("userAssignedIdentities").EnumerateObject().Count());
        Assert.Equal(4, template.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Count);
        Assert.Equal(
            "UserAssignedIdentity",
            configuration.GetProperty("deployment").GetProperty("storage").GetProperty("authentication").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Publishing_with_user_name_and_password_is_off()
    {
        var policies = (await CompiledTemplate.LoadAsync()).OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies");

        Assert.Equal(2, policies.Count);
        Assert.All(policies, policy => Assert.False(policy.Properties.GetProperty("allow").GetBoolean()));
    }

    [Fact]
    public async Task Everything_that_takes_tags_carries_the_environments_tag()
    {
        var template = await CompiledTemplate.LoadAsync();
        var taggable = template.Resources.Where(resource => !Tagless.Contains(resource.Type)).ToList();

        Assert.True(taggable.Count >= 15, $"Only {taggable.Count} resources looked at.");
        Assert.All(taggable, resource => Assert.True(
            resource.Body.TryGetProperty("tags", out var tags) && tags.GetString()!.Contains("'tags'", StringComparison.Ordinal),
            $"{resource.Type} in {resource.Module} has no tags."));
        Assert.Contains("azd-env-name", template.Root.GetProperty("variables").GetProperty("tags").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_network_closes_storage_and_the_shadow_server()
    {
        var template = await CompiledTemplate.LoadAsync();

        Assert.All(
            (string[])["Microsoft.Storage/storageAccounts", "Microsoft.Sql/servers"],
            type => Assert.Equal(
                "[if(parameters('publicAccess'), 'Enabled', 'Disabled')]",
                template.OfType(type).Single().Properties.GetProperty("publicNetworkAccess").GetString()));
        Assert.All(
            (string[])["storage", "shadow-server"],
            module => Assert.Equal(
                "[not(parameters('vnetEnabled'))]",
                template.Module(module).GetProperty("properties").GetProperty("parameters").GetProperty("publicAccess").GetProperty("value").GetString()));
    }

    /// <summary>A zone that knows only our server would otherwise hide production's servers that have private endpoints elsewhere.</summary>
    [Fact]
    public async Task Names_that_our_private_zones_do_not_know_go_on_to_public_dns() => Assert.Equal(
        "NxDomainRedirect",
        (await CompiledTemplate.LoadAsync()).OfType("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Single().Properties.GetProperty("resolutionPolicy").GetString());

    [Fact]
    public async Task The_webhook_address_is_a_secret_from_parameter_to_action_group_and_no_output()
    {
        var template = await CompiledTemplate.LoadAsync();
        var inner = template.Module("action-group").GetProperty("properties").GetProperty("template");

        Assert.Equal("securestring", template.Root.GetProperty("parameters").GetProperty("alertWebhookUri").GetProperty("type").GetString());
        Assert.Equal("securestring", inner.GetProperty("parameters").GetProperty("webhookUri").GetProperty("type").GetString());
        Assert.DoesNotContain("alertWebhookUri", template.Root.GetProperty("outputs").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("webhookUri", inner.GetProperty("outputs").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_optional_parts_depend_on_their_switches()
    {
        var template = await CompiledTemplate.LoadAsync();

        Assert.Equal("[variables('usesScheduler')]", Condition("scheduler"));
        Assert.Equal("[parameters('vnetEnabled')]", Condition("network"));
        Assert.Equal("[parameters('shadowServerEnabled')]", Condition("shadow-server"));
        Assert.Equal("[not(empty(parameters('budgetContactEmails')))]", Condition("budget"));

        string? Condition(string module) => template.Module(module).GetProperty("condition").GetString();
    }

    [Fact]
    public async Task Outputs_tell_azd_where_the_app_is()
    {
        var outputs = (await CompiledTemplate.LoadAsync()).Root.GetProperty("outputs");

        Assert.All(
            (string[])["AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP", "SERVICE_API_NAME", "SERVICE_API_URI", "TASKHUB_NAME"],
            name => Assert.Equal(JsonValueKind.Object, outputs.GetProperty(name).ValueKind));
    }
}
