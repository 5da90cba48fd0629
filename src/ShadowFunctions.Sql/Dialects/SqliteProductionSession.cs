using System.Data.Common;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>A read transaction on a SQLite file; the change log is read in it too, so both show the same instant.</summary>
internal sealed class SqliteProductionSession(SqliteConnection connection) : IProductionSession
{
    private SqliteTransaction? _snapshot = connection.BeginTransaction(deferred: true);

    public DbConnection Connection => connection;

    public DbTransaction? Snapshot => _snapshot;

    public bool IsReplica => false;

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await (_snapshot?.DisposeAsync() ?? ValueTask.CompletedTask);
        _snapshot = null;
    }

    public Task RefreshAsync(CancellationToken cancellationToken)
    {
        _snapshot = connection.BeginTransaction(deferred: true);
        return Task.CompletedTask;
    }

    public Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken) => Task.FromResult(SqliteChangeLog.State(connection));

    public Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(SqliteChangeLog.Read(connection, schema, after, limit));

    public Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken) => Task.FromResult<double?>(null);

    /// <summary>The owner prunes the log (<see cref="SqliteChangeLog.Prune"/>): this connection cannot write.</summary>
    public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync(CancellationToken.None);
        await connection.DisposeAsync();
    }
}
