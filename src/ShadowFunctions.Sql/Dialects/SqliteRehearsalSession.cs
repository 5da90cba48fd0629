using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;
using SQLitePCL;
using static SQLitePCL.raw;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// Measures statements on a SQLite file inside one transaction that is rolled back. Logical work = steps of SQLite's virtual machine,
/// data pages = page cache hits + misses + writes: both the engine's own counters.
/// </summary>
internal sealed class SqliteRehearsalSession : IRehearsalSession
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, (sqlite3_stmt Statement, double RowBytes)> _statements = [];
    private readonly Dictionary<string, double> _rowBytes;

    public SqliteRehearsalSession(SqliteConnection connection)
    {
        _connection = connection;
        Begin();
        Schema = SqliteSchemaReader.Read(connection);
        _rowBytes = Schema.Tables.ToDictionary(t => t.Name, MeanRowBytes, StringComparer.OrdinalIgnoreCase);
    }

    public DatabaseSchema Schema { get; }

    public long WorkPerSecond => 10_000_000;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    public Task<IReadOnlyList<object>> ValuesAsync(string table, string column, bool repeated, int limit, CancellationToken cancellationToken)
    {
        using var command = _connection.CreateCommand();
        var name = SqliteDialect.QuoteName(column);
        command.CommandText = $"""
            WITH v AS (SELECT {(repeated ? "" : "DISTINCT ")}{name} AS value FROM {SqliteDialect.QuoteName(table)} WHERE {name} IS NOT NULL),
                 n AS (SELECT value, row_number() OVER (ORDER BY value) - 1 AS rank, count(*) OVER () AS total FROM v)
            SELECT value FROM n WHERE rank * @limit / total > (rank - 1) * @limit / total OR rank = 0 OR total <= @limit ORDER BY rank LIMIT @limit
            """;
        command.Parameters.AddWithValue("@limit", limit);
        using var reader = command.ExecuteReader();
        var values = new List<object>();
        while (reader.Read())
        {
            values.Add(reader.GetValue(0));
        }

        return Task.FromResult<IReadOnlyList<object>>(values);
    }

    public Task<StatementMeasure> RunAsync(string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Run(text, parameters));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (statement, _) in _statements.Values)
        {
            sqlite3_finalize(statement);
        }

        sqlite3_exec(_connection.Handle!, "ROLLBACK");
        await _connection.DisposeAsync();
    }

    /// <summary>The engine's own words: a statement may end the transaction by its conflict clause, which a driver's object would not survive.</summary>
    private void Begin()
    {
        if (sqlite3_exec(_connection.Handle!, "BEGIN IMMEDIATE") is not SQLITE_OK and var code)
        {
            throw new SqliteException($"The shadow cannot be locked for a rehearsal: {sqlite3_errmsg(_connection.Handle!).utf8_to_string()}.", code);
        }
    }

    private StatementMeasure Run(string text, IReadOnlyDictionary<string, object?> parameters)
    {
        var database = _connection.Handle!;
        var started = Stopwatch.GetTimestamp();
        var cpu = ThreadCpuClock.Seconds();
        if (Prepare(database, text) is not var (statement, rowBytes))
        {
            return new StatementMeasure(true, 0, 0, 0, 0, ThreadCpuClock.Seconds() - cpu, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
        Pages(database);
        var changesBefore = sqlite3_total_changes(database);
        Bind(statement, parameters);
        var (resultBytes, rows) = (0L, 0L);
        int code;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        {
            resultBytes += RowBytes(statement);
            rows++;
        }

        var steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        if (sqlite3_get_autocommit(database) != 0)
        {
            Begin();
        }

        var changes = sqlite3_total_changes(database) - changesBefore;
        return new StatementMeasure(
            code != SQLITE_DONE, steps, Pages(database), (long)(changes * rowBytes), resultBytes,
            ThreadCpuClock.Seconds() - cpu, Stopwatch.GetElapsedTime(started).TotalSeconds)
        {
            Rows = rows + changes,
        };
    }

    private (sqlite3_stmt Statement, double RowBytes)? Prepare(sqlite3 database, string text)
    {
        if (!_statements.TryGetValue(text, out var prepared))
        {
            if (sqlite3_prepare_v2(database, text, out var statement) != SQLITE_OK || statement is null || statement.IsInvalid)
            {
                return null;
            }

            var target = StatementShape.Of(text, StatementLanguage.Sqlite).Target;
            _statements.Add(text, prepared = (statement, target is null ? 0 : _rowBytes.GetValueOrDefault(target)));
        }

        return prepared;
    }

    private static void Bind(sqlite3_stmt statement, IReadOnlyDictionary<string, object?> parameters)
    {
        for (var i = 1; i <= sqlite3_bind_parameter_count(statement); i++)
        {
            var name = sqlite3_bind_parameter_name(statement, i).utf8_to_string();
            _ = parameters.GetValueOrDefault(name ?? "") switch
            {
                null => sqlite3_bind_null(statement, i),
                string text => sqlite3_bind_text(statement, i, text),
                double number => sqlite3_bind_double(statement, i, number),
                byte[] blob => sqlite3_bind_blob(statement, i, blob),
                var number => sqlite3_bind_int64(statement, i, Convert.ToInt64(number, CultureInfo.InvariantCulture)),
            };
        }
    }

    private static long RowBytes(sqlite3_stmt statement)
    {
        long bytes = 0;
        for (var i = 0; i < sqlite3_column_count(statement); i++)
        {
            bytes += sqlite3_column_type(statement, i) switch
            {
                SQLITE_NULL => 0,
                SQLITE_INTEGER or SQLITE_FLOAT => 8,
                _ => sqlite3_column_bytes(statement, i),
            };
        }

        return bytes;
    }

    /// <summary>Pages asked for since the last call.</summary>
    private static long Pages(sqlite3 database)
    {
        long pages = 0;
        foreach (var counter in (int[])[SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS, SQLITE_DBSTATUS_CACHE_WRITE])
        {
            sqlite3_db_status(database, counter, out var current, out _, 1);
            pages += current;
        }

        return pages;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private double MeanRowBytes(TableSchema table)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {SqliteDialect.QuoteName(table.Name)} LIMIT 100";
        using var reader = command.ExecuteReader();
        var (rows, bytes) = (0, 0L);
        while (reader.Read())
        {
            rows++;
            bytes += Enumerable.Range(0, reader.FieldCount).Sum(i => reader.IsDBNull(i) ? 0 : SamplingBudget.SizeOf(reader.GetValue(i)));
        }

        return rows == 0 ? 0 : (double)bytes / rows;
    }
}
