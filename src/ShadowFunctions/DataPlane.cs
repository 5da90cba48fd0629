using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions;

/// <summary>Registers the data plane: sampling, masking and rehearsal on the engines there is a dialect for (SQLite so far).</summary>
internal static class DataPlane
{
    /// <summary>Adds it. The masking key comes from a mounted secret file, never from configuration.</summary>
    public static void AddDataPlane(this IServiceCollection services)
    {
        services.AddSingleton<ISqlDialect, SqliteDialect>();
        services.AddSingleton<IMaskingKeyProvider>(p => new FileMaskingKeyProvider(p.GetRequiredService<IOptions<ShadowOptions>>().Value.MaskingKeyFile));
        services.AddSingleton<IReplicator, SampledReplicator>();
        services.AddSingleton<IWorkloadRunner, WorkloadRunner>();
        services.AddSingleton<IWorkloadSource, SqliteWorkloadSource>();
    }
}
