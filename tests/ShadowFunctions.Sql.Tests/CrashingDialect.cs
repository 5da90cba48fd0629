using System.Data.Common;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests;

/// <summary>SQLite, but the process dies before a given write to the shadow.</summary>
internal sealed class CrashingDialect(int atWrite) : ISqlDialect
{
    private readonly SqliteDialect _inner = new();
    private int _writes;

    public Task<DbConnection> OpenProductionAsync(string connection, CancellationToken cancellationToken) => _inner.OpenProductionAsync(connection, cancellationToken);

    public Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) => _inner.OpenShadowAsync(connection, cancellationToken);

    public Task<DbTransaction> BeginSnapshotAsync(DbConnection production, CancellationToken cancellationToken) => _inner.BeginSnapshotAsync(production, cancellationToken);

    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) => _inner.ReadSchemaAsync(connection, cancellationToken);

    public Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken) => _inner.EstimateRowsAsync(connection, table, cancellationToken);

    public Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken) =>
        _inner.RecreateTablesAsync(shadow, transaction, schema, cancellationToken);

    public Task<ChangeLogState?> ChangeLogAsync(DbConnection production, CancellationToken cancellationToken) => _inner.ChangeLogAsync(production, cancellationToken);

    public Task<IReadOnlyList<RowChange>> ReadChangesAsync(DbConnection production, DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken) =>
        _inner.ReadChangesAsync(production, schema, after, limit, cancellationToken);

    public Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) => _inner.OpenRehearsalAsync(connection, cancellationToken);

    public string Quote(string identifier) => _inner.Quote(identifier);

    public string Limit(string query, int rows) => _inner.Limit(query, rows);

    public string Upsert(TableSchema table) => ++_writes == atWrite ? throw new CrashException() : _inner.Upsert(table);

    public bool IsTransient(Exception exception) => _inner.IsTransient(exception);
}
