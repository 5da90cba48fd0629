using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>Clients that talk to a <see cref="ScriptedService"/>.</summary>
internal static class Clients
{
    public const string Subscription = "00000000-1111-2222-3333-444444444444";

    public static readonly ResourceIdentifier DatabaseId =
        SqlDatabaseResource.CreateResourceIdentifier(Subscription, "rg", "srv", "orders");

    public static readonly ResourceIdentifier PoolId =
        ElasticPoolResource.CreateResourceIdentifier(Subscription, "rg", "srv", "pool");

    public static TokenCredential Credential { get; } = DelegatedTokenCredential.Create(
        (context, _) => new AccessToken($"token for {string.Join(' ', context.Scopes)}", DateTimeOffset.MaxValue));

    public static ArmClient Arm(ScriptedService service, Action<ArmClientOptions>? configure = null)
    {
        ArmClientOptions options = Configured(new ArmClientOptions(), service);
        configure?.Invoke(options);
        return new ArmClient(Credential, Subscription, options);
    }

    public static SqlDatabaseResource Database(ScriptedService service) => Arm(service).GetSqlDatabaseResource(DatabaseId);

    public static ElasticPoolResource Pool(ScriptedService service) => Arm(service).GetElasticPoolResource(PoolId);

    public static HttpPipeline Pipeline(ScriptedService service) =>
        HttpPipelineBuilder.Build(Configured(new ArmClientOptions(), service));

    public static T Configured<T>(T options, ScriptedService service)
        where T : ClientOptions
    {
        options.Transport = service.Transport;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        return options;
    }

    public static string DatabaseJson(string size, string status = "Online") => $$"""
        {"id":"{{DatabaseId}}","name":"orders","type":"Microsoft.Sql/servers/databases","location":"westeurope",
         "sku":{"name":"{{size}}","tier":"GeneralPurpose","family":"Gen5","capacity":4},
         "properties":{"status":"{{status}}","currentServiceObjectiveName":"{{size}}_4","unheardOf":{"a":[1]} } }
        """;
}
