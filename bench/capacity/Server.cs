using System.Globalization;
using Npgsql;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>One PostgreSQL cluster of the bench; ends with the process.</summary>
internal sealed class Server : IDisposable
{
    private readonly PostgresCluster _cluster;

    private Server(PostgresCluster cluster) => _cluster = cluster;

    /// <summary>Process id of the postmaster.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_cluster.Folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Makes a cluster and starts it.</summary>
    public static Server Create(string sharedBuffers) => new(PostgresCluster.StartAsync(
        $"shared_buffers={sharedBuffers}", "shared_preload_libraries=pg_stat_statements", "autovacuum=off", "max_wal_size=8GB", "checkpoint_timeout=1h",
        "bgwriter_lru_maxpages=0", "jit=off", "wal_level=minimal", "max_wal_senders=0", "maintenance_work_mem=256MB").GetAwaiter().GetResult());

    /// <summary>Connection string of one database.</summary>
    public string Connection(string database) => _cluster.Connection(database);

    /// <summary>Opens a connection to one database.</summary>
    public NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(_cluster.Connection(database) + ";Pooling=false;Command Timeout=600");
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string database, params string[] texts)
    {
        using var connection = Open(database);
        foreach (var text in texts)
        {
            using var command = new NpgsqlCommand(text, connection);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>One number.</summary>
    public double Number(string database, string text)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(text, connection);
        return Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Restarts with another cache.</summary>
    public void Resize(double kilobytes)
    {
        Execute("postgres", string.Create(CultureInfo.InvariantCulture, $"ALTER SYSTEM SET shared_buffers = '{kilobytes:0}kB'"));
        _cluster.StopAsync().GetAwaiter().GetResult();
        _cluster.StartAgainAsync().GetAwaiter().GetResult();
    }

    public void Dispose() => _cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
