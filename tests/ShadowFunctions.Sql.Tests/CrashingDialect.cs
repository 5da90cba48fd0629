using System.Data.Common;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests;

/// <summary>A dialect under which the process dies before a given write to the shadow.</summary>
internal sealed class CrashingDialect(ISqlDialect inner, int atWrite) : ISqlDialect
{
    private int _writes;

    public string Engine => inner.Engine;

    public bool Accepts(string connection) => inner.Accepts(connection);

    public Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken) => inner.OpenProductionAsync(connection, cancellationToken);

    public Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken) => inner.OpenShadowAsync(connection, cancellationToken);

    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) => inner.ReadSchemaAsync(connection, cancellationToken);

    public Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken) => inner.EstimateRowsAsync(connection, table, cancellationToken);

    public Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken) =>
        inner.RecreateTablesAsync(shadow, transaction, schema, cancellationToken);

    public Task AnalyseAsync(DbConnection shadow, DatabaseSchema schema, CancellationToken cancellationToken) => inner.AnalyseAsync(shadow, schema, cancellationToken);

    public Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) => inner.OpenRehearsalAsync(connection, cancellationToken);

    public string Quote(string identifier) => inner.Quote(identifier);

    public string Limit(string query, int rows) => inner.Limit(query, rows);

    public string Read(ColumnSchema column, string name) => inner.Read(column, name);

    public string Write(ColumnSchema column, string parameter) => inner.Write(column, parameter);

    public string Upsert(TableSchema table) => ++_writes == atWrite ? throw new CrashException() : inner.Upsert(table);

    public bool IsTransient(Exception exception) => inner.IsTransient(exception);
}
