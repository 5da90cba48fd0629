using System.Data.Common;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Tests;

/// <summary>A dialect under which the process dies before a given write to the shadow, or, at none, after its commit; or that tells each page.</summary>
/// <param name="inner">The engine.</param>
/// <param name="atWrite">Number of the write; 0 for after the commit.</param>
/// <param name="onPage">Told the number of each page before its snapshot is taken, 1 for the first; nothing dies then.</param>
internal sealed class CrashingDialect(ISqlDialect inner, int atWrite, Func<int, Task>? onPage = null) : ISqlDialect
{
    private int _writes;

    public string Engine => inner.Engine;

    public StatementLanguage Language => inner.Language;

    public bool Accepts(string connection) => inner.Accepts(connection);

    public async Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken) =>
        await inner.OpenProductionAsync(connection, cancellationToken) is var session && atWrite > 0 ? session : new CrashingSession(session, onPage);

    public Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken) =>
        inner.LookAtTransactionsAsync(connection, cancellationToken);

    public Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) => inner.OpenShadowAsync(connection, cancellationToken);

    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) => inner.ReadSchemaAsync(connection, cancellationToken);

    public Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken) => inner.EstimateRowsAsync(connection, table, cancellationToken);

    public Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken) =>
        inner.RecreateTablesAsync(shadow, transaction, schema, cancellationToken);

    public Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken) => inner.SettleAsync(shadow, production, schema, cancellationToken);

    public Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) => inner.OpenRehearsalAsync(connection, cancellationToken);

    public string Quote(string identifier) => inner.Quote(identifier);

    public string Limit(string query, int rows) => inner.Limit(query, rows);

    public string Read(ColumnSchema column, string name) => inner.Read(column, name);

    public string Write(ColumnSchema column, string parameter) => inner.Write(column, parameter);

    public string Upsert(TableSchema table) => ++_writes == atWrite ? throw new CrashException() : inner.Upsert(table);

    public bool IsTransient(Exception exception) => inner.IsTransient(exception);

    /// <summary>Whoever comes to its end dies between the shadow's commit and telling production, unless pages are told.</summary>
    private sealed class CrashingSession(IProductionSession inner, Func<int, Task>? onPage) : IProductionSession
    {
        private int _pages;

        public DbConnection Connection => inner.Connection;

        public DbTransaction? Snapshot => inner.Snapshot;

        public bool IsReplica => inner.IsReplica;

        public Task ReleaseAsync(CancellationToken cancellationToken) => inner.ReleaseAsync(cancellationToken);

        public async Task RefreshAsync(CancellationToken cancellationToken)
        {
            await (onPage?.Invoke(++_pages) ?? Task.CompletedTask);
            await inner.RefreshAsync(cancellationToken);
        }

        public Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken) => inner.ChangeLogAsync(cancellationToken);

        public Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken) =>
            inner.ReadChangesAsync(schema, after, limit, cancellationToken);

        public Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken) => inner.HeadroomAsync(vCores, cancellationToken);

        public Task RestAsync(CancellationToken cancellationToken) => inner.RestAsync(cancellationToken);

        public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) =>
            onPage is null ? throw new CrashException() : inner.AcknowledgeAsync(position, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
