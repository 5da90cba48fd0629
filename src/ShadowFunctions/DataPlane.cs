using Azure.Core;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions;

/// <summary>Registers the data plane: sampling, masking and rehearsal on Azure SQL Database, PostgreSQL and SQLite.</summary>
internal static class DataPlane
{
    private const string PostgresScope = "https://ossrdbms-aad.database.windows.net/.default";

    /// <summary>Adds it. The masking key comes from a key vault or a mounted secret file and database tokens from the shadow operator's identity, never from configuration.</summary>
    public static void AddDataPlane(this IServiceCollection services)
    {
        services.AddSingleton(p => new SqlServerDialect((scope, cancel) => TokenAsync(p, scope, cancel)));
        services.AddSingleton(p => new PostgresDialect(async cancel => (await TokenAsync(p, PostgresScope, cancel)).Token));
        services.AddSingleton(p => new SqlDialects([p.GetRequiredService<SqlServerDialect>(), p.GetRequiredService<PostgresDialect>(), new SqliteDialect()]));
        services.AddSingleton(MaskingKeys);
        services.AddSingleton<IReplicator, EngineReplicator>();
        services.AddSingleton<IOpenTransactions, EngineOpenTransactions>();
        services.AddSingleton<IWorkloadRunner, EngineWorkloadRunner>();
        services.AddSingleton<IWorkloadSource, EngineWorkloadSource>();
    }

    private static IMaskingKeyProvider MaskingKeys(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ShadowOptions>>().Value;
        return options.MaskingKeySecret is { Length: > 0 } secret
            ? new VaultMaskingKeyProvider(new Uri(secret), services.GetRequiredService<VaultSecrets>().ReadAsync, services.GetRequiredService<TimeProvider>())
            : new FileMaskingKeyProvider(options.MaskingKeyFile);
    }

    private static async ValueTask<(string Token, DateTimeOffset ExpiresOn)> TokenAsync(IServiceProvider services, string scope, CancellationToken cancel)
    {
        var token = await services.GetRequiredKeyedService<TokenCredential>(AzureServices.ShadowOperator).GetTokenAsync(new TokenRequestContext([scope]), cancel);
        return (token.Token, token.ExpiresOn);
    }
}
