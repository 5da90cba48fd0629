using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Connection;

public sealed class AzureServicesTests : AzureTest
{
    [Fact]
    public void Every_port_of_cloud_and_state_has_its_adapter()
    {
        using var provider = Build(new() { ["AzureWebJobsStorage:accountName"] = "state", ["AzureWebJobsStorage:clientId"] = Guid.Empty.ToString() });

        Assert.NotNull(provider.GetRequiredService<IStateStore>());
        Assert.NotNull(provider.GetRequiredService<IHistoryStore>());
        Assert.NotNull(provider.GetRequiredService<IBlobState>());
        Assert.NotNull(provider.GetRequiredService<ICapacityControl>());
        Assert.NotNull(provider.GetRequiredService<IMetricsSource>());
        Assert.NotNull(provider.GetRequiredService<ITriggerControl>());
        Assert.NotNull(provider.GetRequiredService<IShadowProvisioner>());
    }

    [Fact]
    public void Options_are_read_from_the_section_azure()
    {
        using var provider = Build(new()
        {
            ["Azure:AllowedResourceIds:0"] = CloudStores.ProductionServer,
            ["Azure:Cloud"] = "Government",
            ["Azure:ShadowServerId"] = Connect.ShadowServer,
            ["Azure:AlertResourceGroupId"] = Connect.OurGroup,
            ["Azure:ActionGroupId"] = Connect.ActionGroup,
            ["Azure:ManagedIdentityClientId"] = "00000000-1111-2222-3333-444444444444",
        });

        var connection = provider.GetRequiredService<AzureConnection>();
        Assert.True(connection.Allowed.Allows(CloudStores.Database("orders").ResourceId));
        Assert.Equal("management.usgovcloudapi.net", connection.ArmEndpoint.Host);
        Assert.Equal("https://westeurope.metrics.monitor.azure.us/", connection.MetricsOf("West Europe").Endpoint.ToString());
    }

    [Theory]
    [InlineData("AllowedResourceIds:0", "prod")]
    [InlineData("AllowedResourceIds:0", "/")]
    [InlineData("AlertResourceGroupId", "shadow")]
    [InlineData("AlertResourceGroupId", CloudStores.ProductionServer)]
    [InlineData("ActionGroupId", CloudStores.ProductionServer)]
    [InlineData("ShadowServerId", "shadows.database.windows.net")]
    [InlineData("ManagedIdentityClientId", "my-identity")]
    [InlineData("ShadowSize", "GP_Gen5_2")]
    [InlineData("ShadowSize", "GP_S_Gen5")]
    [InlineData("ShadowSize", "GP_S_4")]
    [InlineData("ShadowSize", "HS_S_Gen5_2")]
    [InlineData("ShadowAutoPauseMinutes", "5")]
    [InlineData("ShadowMaxSizeGiB", "0")]
    [InlineData("RequestTimeoutSeconds", "0")]
    public void A_wrong_option_is_refused_with_key_value_and_remedy(string key, string value)
    {
        using var provider = Build(new() { [$"Azure:{key}"] = value });

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        var failure = Assert.Single(error.Failures);
        Assert.StartsWith($"Azure:{key} is '{value}'; it must be ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GP_S_Gen5_96")]
    [InlineData("GP_S_Gen8_4")]
    public void A_shadow_size_newer_than_the_table_starts(string size)
    {
        using var provider = Build(new() { ["Azure:ShadowSize"] = size });

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void The_defaults_are_valid_and_allow_nothing()
    {
        using var provider = Build([]);

        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.False(provider.GetRequiredService<AzureConnection>().Allowed.Allows(CloudStores.Database("orders").ResourceId));
    }

    private ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<HttpPipelineTransport>(_azure.Transport)
        .AddSingleton<ISpareWrites>(new FreeWrites())
        .AddAzureAdapters(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
