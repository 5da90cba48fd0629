using System.Collections.Concurrent;
using Npgsql;

namespace ShadowFunctions.Sql.Load;

/// <summary>Reads what a PostgreSQL server counts, and looks five times a second what its sessions wait for.</summary>
internal sealed class PostgresCounters(string connection) : IAsyncDisposable
{
    private const double SampleSeconds = 0.2;
    private const string Counters = """
        SELECT blks_hit + blks_read, blks_read, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8,
            (SELECT buffers_checkpoint + buffers_clean + buffers_backend FROM pg_stat_bgwriter), pg_backend_pid(),
            (SELECT setting::float8 * 8192 FROM pg_settings WHERE name = 'shared_buffers'), pg_database_size(datid),
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid())
        FROM pg_stat_database WHERE datname = current_database()
        """;

    // From version 17 on the writes of backends stand elsewhere.
    private const string CountersFrom17 = """
        SELECT blks_hit + blks_read, blks_read, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8,
            (SELECT sum(writes)::bigint FROM pg_stat_io), pg_backend_pid(),
            (SELECT setting::float8 * 8192 FROM pg_settings WHERE name = 'shared_buffers'), pg_database_size(datid),
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid())
        FROM pg_stat_database WHERE datname = current_database()
        """;

    private const string Waits = """
        SELECT wait_event_type || ':' || wait_event, count(*) FROM pg_stat_activity
        WHERE application_name = 'shadow-load' AND state = 'active' AND wait_event IS NOT NULL GROUP BY 1
        """;

    private readonly ConcurrentDictionary<string, double> _waitSeconds = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _sampling;

    public async Task<ServerCounters> ReadAsync(CancellationToken cancellationToken)
    {
        _sampling ??= SampleAsync(_stop.Token);
        await using var opened = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(opened.PostgreSqlVersion.Major >= 17 ? CountersFrom17 : Counters, opened);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var processes = LocalServerProcesses.Of(reader.GetInt32(4));
        return new ServerCounters
        {
            LogicalReads = reader.GetInt64(0),
            PhysicalReads = reader.GetInt64(1),
            LogBytes = reader.GetDouble(2),
            PhysicalWrites = reader.GetInt64(3),
            CpuSeconds = processes?.CpuSeconds,
            MemoryBytes = processes is null ? null : reader.GetDouble(5) + processes.PrivateBytes,
            StorageBytes = reader.GetInt64(6),
            Workers = reader.GetInt64(7),
            WaitSeconds = _waitSeconds.ToDictionary(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_sampling is not null)
        {
            await _sampling;
        }

        _stop.Dispose();
    }

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var opened = await OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Waits, opened);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(SampleSeconds));
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    var seconds = reader.GetInt64(1) * SampleSeconds;
                    _waitSeconds.AddOrUpdate(reader.GetString(0), seconds, (_, sum) => sum + seconds);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (NpgsqlException)
        {
            // Waits are unknown from here on; the load's own statements report a server that is gone.
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await opened.OpenAsync(cancellationToken);
        return opened;
    }
}
