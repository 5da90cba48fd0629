using System.Data.Common;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>
/// Reads each store's statement statistics: Query Store, or <c>pg_stat_statements</c>, whose counters only grow, so that the last readings are kept
/// in the state store to take a window's difference from. SQLite keeps none: a rehearsal there needs a profile written by hand.
/// </summary>
/// <param name="dialects">The engines.</param>
/// <param name="state">Keeps readings.</param>
public sealed class EngineWorkloadSource(SqlDialects dialects, IStateStore state) : IWorkloadSource
{
    private const string Kind = "statements";
    private const string Last = "last";

    /// <inheritdoc/>
    public async Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        WorkloadObservation Nothing(string why) => new(store.Id, from, until, []) { Missing = why };
        if (store.ProductionConnection is not { } connection)
        {
            return Nothing("The store has no productionConnection: its statement statistics cannot be read.");
        }

        if (dialects.Of(connection) is not IStatementStatistics statistics)
        {
            return Nothing($"{dialects.Of(connection).Engine} keeps no statistics of its statements; write the mix into configuration.workload.profile.");
        }

        try
        {
            return await statistics.ReadStatementsAsync(connection, from, until, cancellationToken) switch
            {
                null => Nothing($"{statistics.Keeper} is off on production: the mix of statements is not recorded."),
                { Statements.Count: 0 } => Nothing($"{statistics.Keeper} on production holds no statement that can be rehearsed and seen."),
                { IsCumulative: true } all => (await WindowAsync(store.Id, all, until - from, cancellationToken)).Observe(store.Id),
                var recorded => recorded.Observe(store.Id),
            };
        }
        catch (DbException e) when (dialects.Of(connection).IsTransient(e))
        {
            throw new TransientCloudException($"The statement statistics of store '{store.Id}' could not be read: {e.Message}", e);
        }
    }

    private async Task<RecordedStatements> WindowAsync(string storeId, RecordedStatements now, TimeSpan window, CancellationToken cancellationToken)
    {
        var stored = (await state.GetAsync<SnapshotPair>(Kind, storeId, Last, cancellationToken))?.Value;
        var (recorded, kept) = SnapshotPair.Window(stored, now, window);
        if (!ReferenceEquals(kept, stored))
        {
            await state.PutAsync(Kind, storeId, Last, kept, "*", cancellationToken);
        }

        return recorded;
    }
}
