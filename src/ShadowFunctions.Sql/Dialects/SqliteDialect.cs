using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;
using static SQLitePCL.raw;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>SQLite files. Production's changes are read from <see cref="SqliteChangeLog"/>.</summary>
public sealed class SqliteDialect : ISqlDialect
{
    /// <inheritdoc/>
    public string Engine => "SQLite";

    /// <inheritdoc/>
    public StatementLanguage Language => StatementLanguage.Sqlite;

    /// <inheritdoc/>
    public bool Accepts(string connection) => ConnectionKeywords.Of(connection) is var keys
        && keys.Overlaps(["data source", "datasource", "filename"]) && !keys.Overlaps(["initial catalog", "database", "encrypt"]);

    /// <inheritdoc/>
    public async Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadOnly };
        return new SqliteProductionSession(await OpenAsync(builder, "PRAGMA query_only = ON", cancellationToken));
    }

    /// <inheritdoc/>
    /// <remarks>A SQLite file is no server: nobody keeps a list of who has it open since when.</remarks>
    public Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken) =>
        Task.FromResult(TransactionLook.Not("SQLite does not tell what others have open."));

    /// <inheritdoc/>
    /// <remarks>
    /// References are kept by the writer, which may see a child before its parent, so the engine does not enforce them; masked values need
    /// not meet check constraints; rows that are removed are overwritten, so that a later masking rule leaves nothing behind.
    /// </remarks>
    public async Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadWriteCreate, ForeignKeys = false };
        return await OpenAsync(
            builder,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA ignore_check_constraints = ON; PRAGMA secure_delete = ON",
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult(SqliteSchemaReader.Read((SqliteConnection)connection));

    /// <inheritdoc/>
    public async Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var from = Quote(table.Name);
        try
        {
            // Both ends of the row number's tree are found without reading the rows between; apart, because together SQLite scans.
            var span = $"SELECT coalesce((SELECT max(rowid) FROM {from}) - (SELECT min(rowid) FROM {from}) + 1, 0)";
            return Convert.ToInt64(await ScalarAsync(connection, span, cancellationToken), CultureInfo.InvariantCulture);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLITE_ERROR)
        {
            // A table without row numbers.
            return Convert.ToInt64(await ScalarAsync(connection, $"SELECT count(*) FROM {from}", cancellationToken), CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    public async Task RecreateTablesAsync(
        DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        ArgumentNullException.ThrowIfNull(schema);
        var drops = SqliteSchemaReader.Read((SqliteConnection)shadow).Tables.Select(t => $"DROP TABLE {Quote(t.Name)}");
        foreach (var statement in drops.Concat(schema.Tables.SelectMany(t => t.Definition)).ToList())
        {
            await ExecuteAsync(shadow, transaction, statement, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>SQLite's planner does well without; statistics would make its plans depend on the sample.</remarks>
    public Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken) =>
        new SqliteRehearsalSession((SqliteConnection)await OpenShadowAsync(connection, cancellationToken));

    /// <inheritdoc/>
    public string Quote(string identifier) => QuoteName(identifier);

    /// <inheritdoc/>
    public string Limit(string query, int rows) => string.Create(CultureInfo.InvariantCulture, $"{query} LIMIT {rows}");

    /// <inheritdoc/>
    public string Read(ColumnSchema column, string name) => name;

    /// <inheritdoc/>
    public string Write(ColumnSchema column, string parameter) => parameter;

    /// <inheritdoc/>
    public string Upsert(TableSchema table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var names = table.Columns.Select(c => c.Name).ToList();
        var rest = names.Except(table.Key, StringComparer.OrdinalIgnoreCase).Select(n => $"{Quote(n)} = excluded.{Quote(n)}").ToList();
        return $"INSERT INTO {Quote(table.Name)}({SqlText.Columns(this, names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))}) " +
            $"ON CONFLICT({SqlText.Columns(this, table.Key)}) DO {(rest.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", rest)}")}";
    }

    /// <inheritdoc/>
    public bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_CANTOPEN or SQLITE_IOERR or SQLITE_INTERRUPT };

    internal static string QuoteName(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<SqliteConnection> OpenAsync(
        SqliteConnectionStringBuilder builder, string pragmas, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, null, pragmas, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts and catalogue definitions.")]
    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private static async Task<object?> ScalarAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
