using System.Data.Common;
using System.Diagnostics;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Bench.Impact;

/// <summary>PostgreSQL, with a count of the pages that were begun, each of which takes a snapshot of its own, and a gate before them.</summary>
internal sealed class WatchedDialect : ISqlDialect
{
    private readonly PostgresDialect _inner = new();
    private int _pages;
    private long _logTicks;
    private volatile bool _paused;

    /// <summary>Pages begun so far.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>True while no page may begin; the pass keeps its connections and holds no snapshot.</summary>
    public bool Paused
    {
        get => _paused;
        set => _paused = value;
    }

    /// <summary>Time that passes waited for the change log.</summary>
    public TimeSpan LogTime => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _logTicks));

    public string Engine => _inner.Engine;

    public StatementLanguage Language => _inner.Language;

    public bool Accepts(string connection) => _inner.Accepts(connection);

    public async Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken) =>
        new Session(this, await _inner.OpenProductionAsync(connection, cancellationToken));

    public Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken) =>
        _inner.LookAtTransactionsAsync(connection, cancellationToken);

    public Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) => _inner.OpenShadowAsync(connection, cancellationToken);

    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) => _inner.ReadSchemaAsync(connection, cancellationToken);

    public Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken) =>
        _inner.EstimateRowsAsync(connection, table, cancellationToken);

    public Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken) =>
        _inner.RecreateTablesAsync(shadow, transaction, schema, cancellationToken);

    public Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken) => _inner.SettleAsync(shadow, production, schema, cancellationToken);

    public Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) => _inner.OpenRehearsalAsync(connection, cancellationToken);

    public string Quote(string identifier) => _inner.Quote(identifier);

    public string Limit(string query, int rows) => _inner.Limit(query, rows);

    public string Read(ColumnSchema column, string name) => _inner.Read(column, name);

    public string Write(ColumnSchema column, string parameter) => _inner.Write(column, parameter);

    public string Upsert(TableSchema table) => _inner.Upsert(table);

    public bool IsTransient(Exception exception) => _inner.IsTransient(exception);

    private sealed class Session(WatchedDialect owner, IProductionSession inner) : IProductionSession
    {
        public DbConnection Connection => inner.Connection;

        public DbTransaction? Snapshot => inner.Snapshot;

        public bool IsReplica => inner.IsReplica;

        public Task ReleaseAsync(CancellationToken cancellationToken) => inner.ReleaseAsync(cancellationToken);

        public async Task RefreshAsync(CancellationToken cancellationToken)
        {
            while (owner.Paused)
            {
                await Task.Delay(10, cancellationToken);
            }

            Interlocked.Increment(ref owner._pages);
            await inner.RefreshAsync(cancellationToken);
        }

        public Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken) => inner.ChangeLogAsync(cancellationToken);

        public async Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await inner.ReadChangesAsync(schema, after, limit, cancellationToken);
            Interlocked.Add(ref owner._logTicks, Stopwatch.GetTimestamp() - began);
            return page;
        }

        public Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken) => inner.HeadroomAsync(vCores, cancellationToken);

        public Task RestAsync(CancellationToken cancellationToken) => inner.RestAsync(cancellationToken);

        public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) => inner.AcknowledgeAsync(position, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
