namespace ShadowFunctions.Infra.Tests;

public sealed class AppSettingsTests
{
    /// <summary>Settings that a Flex Consumption app refuses, or takes from functionAppConfig instead.</summary>
    private static readonly string[] NotOnFlex =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_TIME_ZONE", "AzureWebJobsStorage",
    ];

    [Fact]
    public void Every_placeholder_of_a_trigger_and_of_the_host_is_set_in_Azure_and_locally()
    {
        Assert.Contains("TASKHUB_NAME", AppSettings.Placeholders);
        Assert.All(AppSettings.Placeholders, name => Assert.Contains(name, AppSettings.Deployed));
        Assert.All(AppSettings.Placeholders, name => Assert.Contains(name, AppSettings.Local.Keys));
    }

    [Fact]
    public void Every_setting_of_a_section_names_an_option_of_the_app()
    {
        var sectioned = AppSettings.Deployed.Concat(AppSettings.Local.Keys).Where(name =>
            name.Contains("__", StringComparison.Ordinal) && !name.StartsWith("AzureWebJobsStorage__", StringComparison.Ordinal)
            && !name.StartsWith("AzureFunctionsJobHost__", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(sectioned.Count >= 8, $"Only {sectioned.Count} settings looked at.");
        Assert.All(sectioned, name =>
        {
            var parts = name.Split("__");
            Assert.True(AppSettings.Options.TryGetValue(parts[0], out var options), $"{name}: no options class has the section '{parts[0]}'.");
            Assert.True(options!.Contains(parts[1]), $"{name}: section '{parts[0]}' has no option '{parts[1]}'.");
        });
    }

    [Fact]
    public void Each_identity_is_named_in_the_setting_of_its_duty()
    {
        var source = Repository.Read("infra/app/functionApp.bicep");

        Assert.Contains("Azure__ManagedIdentityClientId: identities.productionScaler.clientId", source, StringComparison.Ordinal);
        Assert.Contains("Azure__ShadowIdentityClientId: identities.shadowOperator.clientId", source, StringComparison.Ordinal);
        Assert.Contains("Azure__MetricsIdentityClientId: identities.metricsReader.clientId", source, StringComparison.Ordinal);
        Assert.Contains("AZURE_CLIENT_ID: identities.runtime.clientId", source, StringComparison.Ordinal);
        Assert.Contains("Azure__ShadowIdentityName: shadowOperatorName", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_reaches_storage_and_telemetry_with_its_identity() => Assert.All(
        (string[])
        [
            "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri",
            "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
            "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        ],
        name => Assert.Contains(name, AppSettings.Deployed));

    [Fact]
    public void The_scheduler_takes_the_place_of_storage_with_a_setting_that_exists_and_a_package_that_knows_it()
    {
        var source = Repository.Read("infra/app/functionApp.bicep");

        Assert.Contains("AzureFunctionsJobHost__extensions__durableTask__storageProvider__type", AppSettings.Deployed);
        Assert.Contains("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", AppSettings.Deployed);
        Assert.Contains("storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'", source, StringComparison.Ordinal);
        Assert.Contains(
            "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged",
            Repository.Read("src/ShadowFunctions/ShadowFunctions.csproj"), StringComparison.Ordinal);
    }

    /// <summary>A deployment replaces all settings, so whatever an owner may want to set must have a way into the template.</summary>
    [Fact]
    public async Task The_owners_own_settings_and_the_search_by_tag_survive_a_deployment()
    {
        var module = (await CompiledTemplate.LoadAsync()).Module("function-app").GetProperty("properties");
        var given = module.GetProperty("parameters");
        var template = module.GetProperty("template");
        var settings = (await CompiledTemplate.LoadAsync()).OfType("Microsoft.Web/sites/config").Single().Body.GetProperty("properties").GetString()!;

        Assert.Contains("parameters('extraAppSettings')", given.GetProperty("extraAppSettings").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Contains("parameters('discoverByTag')", given.GetProperty("discoverByTag").GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Contains("Azure__DiscoverByTag", AppSettings.Deployed);
        Assert.Contains("Azure__DiscoverSubscriptions__{0}", template.GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith("variables('extraSettings'))]", settings, StringComparison.Ordinal);
        Assert.Contains("EXTRA_APP_SETTINGS", Repository.Read("docs/deploying.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_set_that_Flex_Consumption_refuses() => Assert.Empty(AppSettings.Deployed.Intersect(NotOnFlex, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Local_settings_are_git_ignored_and_never_published()
    {
        Assert.Contains("local.settings.json", Repository.Read(".gitignore").Split('\n'));
        Assert.Matches(@"local\.settings\.json[^>]+CopyToPublishDirectory=""Never""", Repository.Read("src/ShadowFunctions/ShadowFunctions.csproj"));
        Assert.Matches(@"host\.json[^>]+CopyToPublishDirectory=""PreserveNewest""", Repository.Read("src/ShadowFunctions/ShadowFunctions.csproj"));
    }

    [Fact]
    public void Locally_the_schedule_and_the_cycle_length_agree() =>
        Assert.Equal($"0 */{AppSettings.Local["Shadow__CycleMinutes"]} * * * *", AppSettings.Local["SHADOW_SCHEDULE"]);

    [Fact]
    public void In_Azure_one_parameter_sets_both_the_schedule_and_the_cycle_length()
    {
        var source = Repository.Read("infra/app/functionApp.bicep");

        Assert.Contains("SHADOW_SCHEDULE: '0 */${cycleMinutes} * * * *'", source, StringComparison.Ordinal);
        Assert.Contains("Shadow__CycleMinutes: string(cycleMinutes)", source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cycle_length_on_offer_divides_the_hour_so_that_the_schedule_is_even()
    {
        var lengths = (await CompiledTemplate.LoadAsync()).Root.GetProperty("parameters").GetProperty("cycleMinutes").GetProperty("allowedValues")
            .EnumerateArray().Select(value => value.GetInt32()).ToList();

        Assert.NotEmpty(lengths);
        Assert.All(lengths, minutes => Assert.Equal(0, 60 % minutes));
    }
}
