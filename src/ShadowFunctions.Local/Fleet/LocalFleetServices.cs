using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.State;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Local.Fleet;

/// <summary>What takes the place of the outside on one machine. The app and its Azure adapters stay as they are.</summary>
internal static class LocalFleetServices
{
    /// <summary>Azure's hosts answered by the emulated cloud; the transport finds it when the first request is made.</summary>
    public static void AddEmulatedAzure(this IServiceCollection services, Func<EmulatedCloud> cloud)
    {
        services.AddSingleton<TokenCredential, EmulatorCredential>();
        services.AddSingleton<HttpPipelineTransport>(_ => cloud().CreateTransport());
    }

    /// <summary>All state in one SQLite file.</summary>
    public static void AddLocalState(this IServiceCollection services, string stateDirectory)
    {
        services.AddSingleton(_ => new SqliteStateDatabase(Path.Combine(stateDirectory, "state.db")));
        services.AddSingleton<IStateStore, SqliteStateStore>();
        services.AddSingleton<IHistoryStore, SqliteHistoryStore>();
        services.AddSingleton<IBlobState, BlobState>();
    }

    /// <summary>Production stores and shadows as SQLite files, production living by its trace.</summary>
    public static void AddLocalDataPlane(this IServiceCollection services, LocalFleetOptions options)
    {
        var traces = options.Stores.ToDictionary(s => s.Id, s => s.Trace, StringComparer.Ordinal);
        services.AddSingleton(new ProductionDriver(store => traces[store.Id], options.Seed, options.Start));
        services.AddSingleton(new LocalStoreFiles(options.StateDirectory));
        services.AddSingleton<IMaskingKeyProvider>(new SeededMaskingKey(options.Seed));
        services.AddSingleton<ISqlDialect, SqliteDialect>();
        services.AddSingleton<SqlDialects>();
        // No clock: emulated time stands still during a pass, so nothing may wait for it.
        services.AddSingleton(p => new SampledReplicator(p.GetRequiredService<ISqlDialect>(), p.GetRequiredService<IMaskingKeyProvider>()));
        services.AddSingleton<IReplicator>(p => new LocalReplicator(p.GetRequiredService<ProductionDriver>(), p.GetRequiredService<SampledReplicator>()));
        services.AddSingleton<IOpenTransactions>(p => new LocalOpenTransactions(options.Transactions, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWorkloadRunner, WorkloadRunner>();
        services.AddSingleton<IWorkloadSource, LocalWorkloadSource>();
        services.AddSingleton<IShadowProvisioner, LocalShadowProvisioner>();
    }
}
