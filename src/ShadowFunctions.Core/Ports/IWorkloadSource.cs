using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>Reads which statements production ran, how often and at what cost (Query Store, pg_stat_statements, …). Texts carry no literals.</summary>
public interface IWorkloadSource
{
    /// <summary>The mix over a window; an empty list when production keeps no statistics.</summary>
    Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
