using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>Reads which statements production ran, how often and at what cost (Query Store, pg_stat_statements, …). Texts carry no literals.</summary>
public interface IWorkloadSource
{
    /// <summary>The mix over a window; an empty list with the reason when production keeps no statistics. Where statistics are kept by interval or since
    /// the last look, the window told is the one that was read.</summary>
    Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
