using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>Sampling from a real streaming standby: rows come from there, changes from the primary's slot.</summary>
public sealed class PostgresStandbyTests(PostgresStandbyTests.Servers servers) : IClassFixture<PostgresStandbyTests.Servers>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Store Both => _shop.Store with { ProductionConnection = On($"{servers.Cluster.Folder},{servers.Standby.Folder}") };

    public async ValueTask InitializeAsync()
    {
        _shop = await PostgresShop.CreateAsync(servers);
        await CaughtUpAsync();
    }

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Rows_are_read_from_the_standby_and_followed_by_the_primarys_log()
    {
        var (there, here) = (Reads(servers.Standby), Reads(servers.Cluster));
        var batch = await SampleAsync(Both, "b1");
        Assert.Null(batch.Guard);
        await IsTheSampleAsync();

        // The servers' own logs: who was asked for order lines.
        Assert.True(Reads(servers.Standby) > there);
        Assert.Equal(here, Reads(servers.Cluster));

        await _shop.ExecuteAsync("""
            UPDATE customers SET phone = 'new' WHERE id % 3 = 0; DELETE FROM sales.orders WHERE id % 7 = 0;
            INSERT INTO sales.orders(customer_id, status) SELECT id, 'new' FROM customers;
            """);
        await CaughtUpAsync();
        Assert.Null((await SampleAsync(Both, "b2")).Restart);
        await IsTheSampleAsync();
        Assert.Equal(here, Reads(servers.Cluster));
    }

    [Fact]
    public async Task A_replica_that_is_none_is_refused_and_a_standby_alone_is_taken()
    {
        // Two names of one primary: what counts is what the server says of itself.
        var twice = _shop.Store with { ProductionConnection = On($"{servers.Cluster.Folder},{servers.Cluster.Folder}") };
        var refused = await SampleAsync(twice, "b1");
        Assert.Equal((ReasonCode.ReplicaMissing, 0, 0), (refused.Guard!.Value, refused.RowsRead, refused.Rows));

        // Without the primary there is no log to follow: the first copy is made and kept as it is.
        var alone = _shop.Store with { ProductionConnection = On(servers.Standby.Folder) };
        Assert.Null((await SampleAsync(alone, "b2")).Guard);
        await IsTheSampleAsync();
        await using var session = await new PostgresDialect().OpenProductionAsync(alone.ProductionConnection!, Cancel);
        Assert.True(session.IsReplica);
        Assert.Null(await session.ChangeLogAsync(Cancel));
    }

    [Fact]
    public async Task What_a_lagging_standby_does_not_show_yet_waits_and_is_never_lost()
    {
        await SampleAsync(Both, "b1");
        await CaughtUpAsync();
        await OnStandbyAsync("SELECT pg_wal_replay_pause()");
        var before = await PostgresSample.ActualAsync(_shop);
        try
        {
            await _shop.ExecuteAsync("UPDATE customers SET phone = 'later' WHERE id % 2 = 0; DELETE FROM sales.orders WHERE id % 5 = 0");
            Assert.Null((await SampleAsync(Both, "b2")).Restart);
            Assert.Equivalent(before, await PostgresSample.ActualAsync(_shop), strict: true); // Read too early, the rows would come as they were, and never again.
        }
        finally
        {
            await OnStandbyAsync("SELECT pg_wal_replay_resume()");
        }

        await CaughtUpAsync();
        Assert.Null((await SampleAsync(Both, "b3")).Restart);
        await IsTheSampleAsync();
    }

    [Fact]
    public async Task A_first_copy_waits_for_a_standby_that_has_not_reached_the_slots_beginning()
    {
        await OnStandbyAsync("SELECT pg_wal_replay_pause()");
        try
        {
            // Between what the standby shows and the slot that the pass makes: neither would ever tell of it.
            await _shop.ExecuteAsync("UPDATE customers SET phone = 'between' WHERE id % 2 = 0");
            var error = await Assert.ThrowsAsync<TransientCloudException>(() => SampleAsync(Both, "b1"));
            Assert.Contains("the replica lags", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await OnStandbyAsync("SELECT pg_wal_replay_resume()");
        }

        Assert.Null((await SampleAsync(Both, "b1")).Guard); // Catches up meanwhile.
        await IsTheSampleAsync();
    }

    [Fact]
    public async Task A_read_that_recovery_cancels_is_told_and_the_next_pass_goes_on()
    {
        await SampleAsync(Both, "b1");
        await _shop.ExecuteAsync("UPDATE customers SET phone = 'changed' WHERE id % 2 = 0");
        await CaughtUpAsync();
        await using (var session = await new PostgresDialect().OpenProductionAsync(Both.ProductionConnection!, Cancel))
        {
            await using var read = session.Connection.CreateCommand();
            (read.CommandText, read.Transaction) = ("SELECT count(*) FROM events, pg_sleep(60)", session.Snapshot);
            var reading = read.ExecuteScalarAsync(Cancel);
            while (await OnStandbyAsync("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%events, pg_sleep(60)' AND pid <> pg_backend_pid()") is not 1L)
            {
                await Task.Delay(20, Cancel);
            }

            // The primary cleans up rows that this snapshot still shows; the standby may not wait, and ends the read.
            await _shop.ExecuteAsync("DELETE FROM events");
            await _shop.ExecuteAsync("VACUUM events");
            var error = await Assert.ThrowsAnyAsync<NpgsqlException>(() => reading);
            Assert.True(new PostgresDialect().IsTransient(error), error.ToString());
            Assert.Contains("conflict with recovery", error.Message, StringComparison.Ordinal);
        }

        var batch = await SampleAsync(Both, "b2");
        Assert.Null(batch.Guard);
        Assert.Null(batch.Restart);
        await IsTheSampleAsync();
    }

    private static Task<ReplicationBatch> SampleAsync(Store store, string id)
    {
        var request = PostgresShop.Request(id);
        return PostgresShop.Replicator().SampleAsync(store, request with { Settings = request.Settings with { RequireReplica = true } }, Cancel);
    }

    /// <summary>How often a server was asked for order lines by the product.</summary>
    private int Reads(PostgresCluster server)
    {
        var start = $"shadow-functions|{new NpgsqlConnectionStringBuilder(_shop.Store.ProductionConnection!).Database}|";
        using var log = new StreamReader(new FileStream(Path.Combine(server.Folder, "server.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadToEnd().Split('\n').Count(l => l.StartsWith(start, StringComparison.Ordinal) && l.Contains("FROM \"sales\".\"order_lines\"", StringComparison.Ordinal));
    }

    private string On(string hosts) => new NpgsqlConnectionStringBuilder(_shop.Store.ProductionConnection!) { Host = hosts }.ConnectionString;

    private async Task IsTheSampleAsync() =>
        Assert.Equivalent(await PostgresSample.ExpectedAsync(_shop, 0.2, 7, []), await PostgresSample.ActualAsync(_shop), strict: true);

    /// <summary>Waits until the standby has replayed what is in the primary's log now.</summary>
    private async Task CaughtUpAsync()
    {
        await _shop.ExecuteAsync("SELECT pg_logical_emit_message(true, 'test', '')"); // A commit, which goes to the disk and with it all that came before.
        var end = (string)(await _shop.ProductionAsync("SELECT pg_current_wal_flush_lsn()::text"))[0][0]!;
        while (await OnStandbyAsync($"SELECT pg_last_wal_replay_lsn() >= '{end}'::pg_lsn") is not true)
        {
            await Task.Delay(20, Cancel);
        }
    }

    private async Task<object?> OnStandbyAsync(string text)
    {
        await using var connection = new NpgsqlConnection(servers.Standby.Connection() + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    /// <summary>A primary and a standby of its own, which cancels at once what stands in the way of recovery.</summary>
    public sealed class Servers : PostgresFixture
    {
        private PostgresCluster? _standby;

        public PostgresCluster Standby => _standby!;

        protected override string[] Settings => [.. base.Settings, "log_statement=all", "log_line_prefix=%a|%d|", "autovacuum=off"];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            _standby = PostgresCluster.Missing is null
                ? await PostgresCluster.StartStandbyAsync(Cluster, "max_standby_streaming_delay=0", "hot_standby_feedback=off", "wal_receiver_status_interval=1s")
                : null;
        }

        public override async ValueTask DisposeAsync()
        {
            await (_standby?.DisposeAsync() ?? ValueTask.CompletedTask);
            await base.DisposeAsync();
        }
    }
}
