using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>SQLite keeps no statement statistics, so the recorded mix is always empty: a rehearsal there needs a profile written by hand.</summary>
public sealed class SqliteWorkloadSource : IWorkloadSource
{
    /// <inheritdoc/>
    public Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Task.FromResult(new WorkloadObservation(store.Id, from, until, []));
    }
}
