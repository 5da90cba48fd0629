using System.Globalization;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Rehearsal;
using SQLitePCL;
using static SQLitePCL.raw;

namespace ShadowFunctions.Sql.Load;

/// <summary>One connection to the copy of a SQLite shadow. Network bytes stand for what a server would send: the bytes of the results.</summary>
internal sealed class SqliteLoadConnection : ILoadConnection
{
    private const int PageBytes = 4096;
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = OFF";

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt[] _statements;
    private readonly int[][] _positions;
    private double _cpuSeconds;
    private long _resultBytes;
    private ServerCounters? _closed;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant text.")]
    public SqliteLoadConnection(string file, LoadPlan plan)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        _connection.Open();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        _statements = [.. plan.Statements.Select(s => Prepare(s.Template.Text))];
        _positions = [.. plan.Statements.Zip(_statements, (s, statement) => s.Parameters.Select(p => sqlite3_bind_parameter_index(statement, p)).ToArray())];
    }

    /// <summary>Counters of this connection; after it was closed, those at its end.</summary>
    public ServerCounters Counters => _closed ?? Read();

    public long Execute(int statement, ReadOnlySpan<object?> values)
    {
        var cpu = ThreadCpuClock.Seconds();
        var prepared = _statements[statement];
        Bind(prepared, _positions[statement], values);
        long bytes = 0;
        int code;
        while ((code = sqlite3_step(prepared)) == SQLITE_ROW)
        {
            bytes += RowBytes(prepared);
        }

        _ = sqlite3_reset(prepared);
        _resultBytes += bytes;
        _cpuSeconds += ThreadCpuClock.Seconds() - cpu;
        return code == SQLITE_DONE ? bytes : throw new SqliteException(sqlite3_errmsg(_connection.Handle!).utf8_to_string(), code);
    }

    public void Begin() => Run("BEGIN IMMEDIATE");

    public void Finish(bool failed) => Run(failed ? "ROLLBACK" : "COMMIT");

    public void Dispose()
    {
        _closed ??= Read();
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private ServerCounters Read()
    {
        double Status(int counter) => sqlite3_db_status(_connection.Handle!, counter, out var current, out _, 0) == SQLITE_OK ? current : 0;
        var (hits, misses, writes) = (Status(SQLITE_DBSTATUS_CACHE_HIT), Status(SQLITE_DBSTATUS_CACHE_MISS), Status(SQLITE_DBSTATUS_CACHE_WRITE));
        return new ServerCounters
        {
            CpuSeconds = _cpuSeconds,
            LogicalReads = hits + misses,
            PhysicalReads = misses,
            LogicalWrites = writes,
            LogBytes = writes * PageBytes,
            NetworkBytes = _resultBytes,
        };
    }

    private sqlite3_stmt Prepare(string text) =>
        sqlite3_prepare_v2(_connection.Handle!, text, out var statement) == SQLITE_OK && statement is { IsInvalid: false }
            ? statement
            : throw new SqliteException(sqlite3_errmsg(_connection.Handle!).utf8_to_string(), SQLITE_ERROR);

    private void Run(string text)
    {
        var cpu = ThreadCpuClock.Seconds();
        var code = sqlite3_exec(_connection.Handle!, text);
        _cpuSeconds += ThreadCpuClock.Seconds() - cpu;
        if (code != SQLITE_OK)
        {
            throw new SqliteException(sqlite3_errmsg(_connection.Handle!).utf8_to_string(), code);
        }
    }

    private static void Bind(sqlite3_stmt statement, int[] positions, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            _ = values[i] switch
            {
                null => sqlite3_bind_null(statement, positions[i]),
                long number => sqlite3_bind_int64(statement, positions[i], number),
                string text => sqlite3_bind_text(statement, positions[i], text),
                double number => sqlite3_bind_double(statement, positions[i], number),
                byte[] blob => sqlite3_bind_blob(statement, positions[i], blob),
                var other => sqlite3_bind_int64(statement, positions[i], Convert.ToInt64(other, CultureInfo.InvariantCulture)),
            };
        }
    }

    private static long RowBytes(sqlite3_stmt statement)
    {
        long bytes = 0;
        for (var i = sqlite3_column_count(statement) - 1; i >= 0; i--)
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
}
