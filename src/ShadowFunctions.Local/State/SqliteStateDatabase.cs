using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Local.State;

/// <summary>
/// The file behind the local state stores. Writes go through one connection under a lock: SQLite has one writer anyway, and without
/// waiting for the disk a commit takes microseconds. Reads run beside it on connections of their own (write-ahead log).
/// A committed write survives the death of the process at any instant. With <c>synchronous=NORMAL</c> a power cut may take the last
/// writes but never damages the file; the local runtime promises no more.
/// </summary>
public sealed class SqliteStateDatabase : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS documents(
            version INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, so a document removed and made again has a new version
            kind TEXT NOT NULL, partition TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
            UNIQUE(kind, partition, id));
        CREATE TABLE IF NOT EXISTS history(
            store TEXT NOT NULL, metric TEXT NOT NULL,
            first INTEGER NOT NULL, -- UTC ticks of the first and last point in the blocks
            last INTEGER NOT NULL,
            blocks BLOB NOT NULL,
            PRIMARY KEY(store, metric, first)) WITHOUT ROWID;
        """;

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    private readonly Lock _gate = new();
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Opens the file, or makes it with its folder.</summary>
    /// <param name="path">Path of the file, for example <c>state.db</c> in the state folder.</param>
    public SqliteStateDatabase(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        _writer = new SqliteConnection(_connectionString);
        _writer.Open();
        using var schema = _writer.CreateCommand();
        schema.CommandText = Schema;
        schema.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var command in _prepared.Values)
            {
                command.Dispose();
            }

            _prepared.Clear();
            _writer.Dispose();
        }

        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    /// <summary>Runs work that writes, alone. Statements are prepared once and kept.</summary>
    internal TResult Write<TResult>(Func<SqliteWriter, TResult> work)
    {
        lock (_gate)
        {
            return Translate(() => work(new SqliteWriter(_writer, _prepared)));
        }
    }

    /// <summary>Runs one query beside the writer and returns its rows.</summary>
    internal List<TRow> Read<TRow>(string sql, Func<SqliteDataReader, TRow> row, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = new SqliteConnection(_connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return Translate(() =>
        {
            connection.Open();
            using var reader = command.ExecuteReader();
            var rows = new List<TRow>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        });
    }

    private static TResult Translate<TResult>(Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteBusy or SqliteLocked)
        {
            throw new TransientCloudException("The state file is locked by another process; is a second runtime using the same state folder?", e);
        }
    }
}
