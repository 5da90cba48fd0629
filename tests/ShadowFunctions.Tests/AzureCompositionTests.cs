using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Tests;

/// <summary>The app as it is deployed: every function can be made from what its composition registers.</summary>
public class AzureCompositionTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["AzureWebJobsStorage:accountName"] = "state",
        ["AzureWebJobsStorage:clientId"] = "00000000-0000-0000-0000-000000000001",
        ["Azure:ManagedIdentityClientId"] = "00000000-0000-0000-0000-000000000002",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_function_of_the_deployed_app_can_be_made(bool withTelemetry)
    {
        var settings = new Dictionary<string, string?>(Settings);
        if (withTelemetry)
        {
            settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000003;IngestionEndpoint=https://localhost/";
            settings["AZURE_CLIENT_ID"] = "00000000-0000-0000-0000-000000000001";
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        AzureComposition.Configure(new LocalFunctionsBuilder(services), configuration);
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var classes = typeof(AzureComposition).Assembly.GetTypes()
            .Where(t => t.GetMethods().Any(m => m is { IsStatic: false } && m.GetCustomAttribute<FunctionAttribute>() is not null))
            .ToList();

        Assert.True(classes.Count > 20, $"Only {classes.Count} function classes were found.");
        Assert.All(classes, type => Assert.NotNull(ActivatorUtilities.CreateInstance(provider, type)));
        Assert.NotEmpty(provider.GetServices<IDeploymentCheck>());
    }
}
