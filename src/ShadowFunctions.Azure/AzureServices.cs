using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.State;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure;

/// <summary>Registers the adapters to Azure.</summary>
public static class AzureServices
{
    /// <summary>Key of the <see cref="TokenCredential"/> that reads production's data and fills shadows: the shadow operator's.</summary>
    public const string ShadowOperator = "shadow-operator";

    /// <summary>
    /// Adds every adapter and the options of section <c>Azure</c>, which are validated when the host starts. A registered
    /// <see cref="TokenCredential"/> or <see cref="HttpPipelineTransport"/> takes the place of the default one. State is kept in the storage
    /// account of section <c>AzureWebJobsStorage</c>, with the identity named there.
    /// </summary>
    public static IServiceCollection AddAzureAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<AzureOptions>().Bind(configuration.GetSection(AzureOptions.SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AzureOptions>, AzureOptionsValidator>());
        services.TryAddSingleton(SizeCatalog.Embedded);
        services.TryAddSingleton(provider => Default(Options(provider)));
        services.TryAddKeyedSingleton<TokenCredential>(ShadowOperator, (provider, _) =>
            (TokenCredential?)NamedIdentity(Options(provider), Options(provider).ShadowIdentityClientId) ?? provider.GetRequiredService<TokenCredential>());
        services.TryAddSingleton(provider => new AzureConnection(
            provider.GetRequiredService<IOptions<AzureOptions>>(),
            provider.GetRequiredService<TokenCredential>(),
            provider.GetService<HttpPipelineTransport>(),
            NamedIdentity(Options(provider), Options(provider).ShadowIdentityClientId),
            NamedIdentity(Options(provider), Options(provider).MetricsIdentityClientId)));
        services.TryAddSingleton<VaultSecrets>();
        services.TryAddSingleton<ICapacityControl, AzureSqlCapacityControl>();
        services.TryAddSingleton<IMetricsSource, AzureMetricsSource>();
        services.TryAddSingleton<IInventory, AzureInventory>();
        services.TryAddSingleton<ICapabilitySource, AzureCapabilitySource>();
        services.TryAddSingleton<ITriggerControl, AzureTriggerControl>();
        services.TryAddSingleton<IShadowProvisioner, AzureShadowProvisioner>();
        services.TryAddSingleton<IReadSourceProvisioner, AzureReadSourceProvisioner>();
        services.AddSingleton<IDeploymentCheck, ClockCheck>();
        services.AddSingleton<IDeploymentCheck, StoreFoundCheck>();
        services.AddSingleton<IDeploymentCheck, AllowListCheck>();
        services.AddSingleton<IDeploymentCheck, ScaleAccessCheck>();
        services.AddSingleton<IDeploymentCheck, LockCheck>();
        services.AddSingleton<IDeploymentCheck, AlertPathCheck>();
        services.AddSingleton<IDeploymentCheck, ShadowServerCheck>();
        services.AddSingleton<IDeploymentCheck, ShadowOperatorCheck>();
        AddState(services, configuration);
        return services;
    }

    private static void AddState(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(provider =>
        {
            var options = Options(provider);
            var clients = new StorageClients(
                configuration,
                options.Cloud,
                clientId => (TokenCredential?)NamedIdentity(options, clientId) ?? provider.GetRequiredService<TokenCredential>());
            return new AzureStateStorage(clients.Tables(), clients.Blobs());
        });
        services.TryAddSingleton<IStateStore, AzureStateStore>();
        services.TryAddSingleton<IHistoryStore, AzureHistoryStore>();
        services.TryAddSingleton<IBlobState, BlobState>();
    }

    private static AzureOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<AzureOptions>>().Value;

    /// <summary>The identity that changes production, or what the environment offers (a developer's login, for example).</summary>
    private static TokenCredential Default(AzureOptions options) =>
        (TokenCredential?)NamedIdentity(options, options.ManagedIdentityClientId)
        ?? new DefaultAzureCredential(new DefaultAzureCredentialOptions { AuthorityHost = Authority(options) });

    private static Uri Authority(AzureOptions options) => CloudEndpoints.Of(options.Cloud).Authority;

    private static ManagedIdentityCredential? NamedIdentity(AzureOptions options, string? clientId) => clientId is { Length: > 0 }
        ? new ManagedIdentityCredential(
            new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(clientId)) { AuthorityHost = Authority(options) })
        : null;
}
