using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.Query;
using Azure.ResourceManager;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The one home of credential, transport and endpoints. Clients are made here and shared. None of them retries: repeating is the
/// business of the orchestrations, which survive a restart.
/// </summary>
public sealed class AzureConnection
{
    private readonly TokenCredential _metricsCredential;
    private readonly TokenCredential _shadowCredential;
    private readonly HttpPipelineTransport? _transport;
    private readonly CloudEndpoints _endpoints;
    private readonly ConcurrentDictionary<Uri, MetricsClient> _metrics = new();

    /// <summary>Creates the clients; sends nothing.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="credential">Who the app is when it changes production.</param>
    /// <param name="transport">Replaces the network; null takes the SDK's own.</param>
    /// <param name="shadowCredential">Who the app is on the shadow server; null takes <paramref name="credential"/>.</param>
    /// <param name="metricsCredential">Who the app is when it reads metrics; null takes <paramref name="credential"/>.</param>
    public AzureConnection(
        IOptions<AzureOptions> options,
        TokenCredential credential,
        HttpPipelineTransport? transport = null,
        TokenCredential? shadowCredential = null,
        TokenCredential? metricsCredential = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Value;
        _metricsCredential = metricsCredential ?? credential;
        _shadowCredential = shadowCredential ?? credential;
        _transport = transport;
        _endpoints = CloudEndpoints.Of(Options.Cloud);
        Allowed = new AllowList(Options.AllowedResourceIds);

        ArmOptions = Configure(new ArmClientOptions { Environment = _endpoints.Arm });
        ArmOptions.AddPolicy(new ProductionGuardPolicy(Allowed, Options), HttpPipelinePosition.PerCall);
        Arm = new ArmClient(credential, null, ArmOptions);
        ShadowArm = shadowCredential is null ? Arm : new ArmClient(shadowCredential, null, ArmOptions);
        ArmPipeline = HttpPipelineBuilder.Build(ArmOptions, new BearerTokenAuthenticationPolicy(credential, _endpoints.Arm.DefaultScope));
        ShadowPipeline = shadowCredential is null
            ? ArmPipeline : HttpPipelineBuilder.Build(ArmOptions, new BearerTokenAuthenticationPolicy(shadowCredential, _endpoints.Arm.DefaultScope));
        ReadPipeline = HttpPipelineBuilder.Build(ArmOptions, new BearerTokenAuthenticationPolicy(_metricsCredential, _endpoints.Arm.DefaultScope));
        ResourceMetrics = new MetricsQueryClient(
            _endpoints.Arm.Endpoint, _metricsCredential, Configure(new MetricsQueryClientOptions { Audience = _endpoints.MetricsQuery }));
    }

    /// <summary>The options in force.</summary>
    public AzureOptions Options { get; }

    /// <summary>The production resources that may be changed.</summary>
    public AllowList Allowed { get; }

    /// <summary>ARM, as the SDK's resource clients use it.</summary>
    public ArmClient Arm { get; }

    /// <summary>ARM with the identity that may make and remove databases on the shadow server, and nothing else.</summary>
    public ArmClient ShadowArm { get; }

    /// <summary>ARM's address.</summary>
    public Uri ArmEndpoint => _endpoints.Arm.Endpoint;

    /// <summary>ARM, for requests that no resource client covers.</summary>
    public HttpPipeline ArmPipeline { get; }

    /// <summary>ARM with the identity of <see cref="ShadowArm"/>, for requests that no resource client covers.</summary>
    public HttpPipeline ShadowPipeline { get; }

    /// <summary>ARM with the identity that only reads, over whole subscriptions.</summary>
    public HttpPipeline ReadPipeline { get; }

    /// <summary>Reads one resource's metrics through ARM.</summary>
    public MetricsQueryClient ResourceMetrics { get; }

    /// <summary>Domain of SQL servers, for example <c>database.windows.net</c>.</summary>
    public string SqlHostSuffix => _endpoints.SqlHostSuffix;

    internal ArmClientOptions ArmOptions { get; }

    /// <summary>Reads the metrics of many resources of one region through the metrics data plane.</summary>
    public MetricsClient MetricsOf(string region) => _metrics.GetOrAdd(
        _endpoints.MetricsOf(region),
        endpoint => new MetricsClient(endpoint, _metricsCredential, Configure(new MetricsClientOptions { Audience = _endpoints.Metrics })));

    /// <summary>Where a database of the shadow server can be reached, signed in as the shadow operator.</summary>
    public string ShadowDatabase(string server, string database)
    {
        var client = Options.ShadowIdentityClientId is { Length: > 0 } own ? own : Options.ManagedIdentityClientId;
        var identity = client is { Length: > 0 } ? $"User Id={client};" : "";
        return $"Server=tcp:{server}.{SqlHostSuffix},1433;Database={database};Authentication=Active Directory Default;{identity}Encrypt=True";
    }

    /// <summary>A key vault's secrets with the identity that reads production's data and fills shadows.</summary>
    internal SecretClient SecretsOf(Uri vault) => new(vault, _shadowCredential, Configure(new SecretClientOptions()));

    /// <summary>Passes only stores that may be changed.</summary>
    /// <exception cref="CloudRefusedException">The store's resource is not on the allow-list (code <c>NotAllowListed</c>).</exception>
    public void RequireAllowed(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Allowed.Allows(store.ResourceId))
        {
            throw new CloudRefusedException(
                $"Store '{store.Id}' is not changed: '{store.ResourceId}' is not below any entry of Azure:AllowedResourceIds; add it there to allow changes.")
            {
                ErrorCode = "NotAllowListed",
            };
        }
    }

    private T Configure<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(Options.RequestTimeoutSeconds);
        options.Diagnostics.ApplicationId = "shadow-functions";
        if (_transport is not null)
        {
            options.Transport = _transport;
        }

        return options;
    }
}
