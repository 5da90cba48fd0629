using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Sql.Load;

/// <summary>A copy of a SQLite shadow that a load may change at will; it is deleted afterwards, so the shadow stays as it was.</summary>
public sealed class SqliteLoadTarget : ILoadTarget
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    private readonly ConcurrentBag<SqliteLoadConnection> _connections = [];
    private readonly string _file;

    private SqliteLoadTarget(string file) => _file = file;

    /// <summary>Copies the shadow beside itself.</summary>
    /// <exception cref="SqliteException">The shadow cannot be read.</exception>
    public static async Task<SqliteLoadTarget> CreateAsync(string shadowConnection, CancellationToken cancellationToken)
    {
        var builder = new SqliteConnectionStringBuilder(shadowConnection) { Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var target = new SqliteLoadTarget($"{Path.GetFullPath(builder.DataSource)}.load-{Environment.ProcessId}");
        target.Delete();
        try
        {
            await using var shadow = new SqliteConnection(builder.ConnectionString);
            await shadow.OpenAsync(cancellationToken);
            await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target._file, Pooling = false }.ConnectionString);
            await copy.OpenAsync(cancellationToken);
            shadow.BackupDatabase(copy);
            return target;
        }
        catch
        {
            target.Delete();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILoadConnection Open(LoadPlan plan)
    {
        var connection = new SqliteLoadConnection(_file, plan);
        _connections.Add(connection);
        return connection;
    }

    /// <inheritdoc/>
    public Task<ServerCounters> ReadCountersAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_connections.Select(c => c.Counters).Aggregate(
            new ServerCounters { CpuSeconds = 0, LogicalReads = 0, LogicalWrites = 0, PhysicalReads = 0, LogBytes = 0, NetworkBytes = 0, MemoryBytes = SQLitePCL.raw.sqlite3_memory_used(), StorageBytes = Files().Sum(f => f.Length) },
            (sum, c) => sum.Plus(c)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        Delete();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<FileInfo> Files() => Suffixes.Select(s => new FileInfo(_file + s)).Where(f => f.Exists);

    private void Delete()
    {
        foreach (var file in Files())
        {
            file.Delete();
        }
    }
}
