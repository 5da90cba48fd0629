using Npgsql;
using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Workload;

/// <summary>What a server missed with one cache tells what it misses with others: fitted and predicted on a real server, restarted with other memory.</summary>
public sealed class PostgresCacheFitTests(PostgresCacheFitTests.SmallServer server) : IClassFixture<PostgresCacheFitTests.SmallServer>
{
    private const int Pages = 8000;
    private const int Reads = 60_000;
    private const int LearnedMegabytes = 16;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1.1)]
    public async Task Misses_of_a_smaller_and_a_larger_cache_are_foretold(double skew)
    {
        var name = server.NewName("cache");
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        await ExecuteAsync(name, $"""
            CREATE TABLE item(id int PRIMARY KEY, pad text);
            ALTER TABLE item ALTER pad SET STORAGE PLAIN;
            INSERT INTO item SELECT i, repeat('x', 5000) FROM generate_series(0, {Pages - 1}) i;
            """);
        await ExecuteAsync(name, "VACUUM ANALYZE item");
        var learned = await MissesAsync(name, skew, LearnedMegabytes);
        var group = CacheFit.Find(Pages, Reads, learned, Cache(LearnedMegabytes));
        Assert.NotNull(group);
        foreach (var megabytes in (int[])[4, 32])
        {
            var foretold = CacheModel.MissesPerSecond([group.Value], Cache(megabytes));
            Assert.Equal(await MissesAsync(name, skew, megabytes), foretold, 0.15 * foretold);
        }
    }

    private static double Cache(int megabytes) => megabytes * 1048576 / PageGroup.PageBytes;

    /// <summary>Pages of the table that the same reads, one row a page, miss once the cache is warm.</summary>
    private async Task<long> MissesAsync(string database, double skew, int megabytes)
    {
        await ExecuteAsync("postgres", $"ALTER SYSTEM SET shared_buffers = '{megabytes}MB'");
        await server.Cluster.StopAsync();
        await server.Cluster.StartAgainAsync();
        NpgsqlConnection.ClearAllPools();
        var draw = new KeyDraw([.. Enumerable.Range(0, Pages).Select(i => (object)i)], new Core.Model.ParameterDistribution { Skew = skew }, 1);
        var random = new Random(1);
        await ReadAsync(database, draw, random);
        var before = await MissedAsync(database);
        await ReadAsync(database, draw, random);
        return await MissedAsync(database) - before;
    }

    private async Task ReadAsync(string database, KeyDraw draw, Random random)
    {
        await using var connection = await OpenAsync(database);
        await using (var plan = new NpgsqlCommand("SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET enable_memoize = off; SET enable_bitmapscan = off", connection))
        {
            await plan.ExecuteNonQueryAsync(Cancel);
        }

        await using var read = new NpgsqlCommand("SELECT sum(length(pad)) FROM unnest($1) AS k JOIN item ON item.id = k", connection);
        read.Parameters.AddWithValue(Enumerable.Range(0, Reads).Select(_ => (int)draw.Draw(random)).ToArray());
        await read.ExecuteScalarAsync(Cancel);
    }

    private async Task<long> MissedAsync(string database)
    {
        // A backend's counts arrive when it ends; a new one sees them.
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand("SELECT heap_blks_read FROM pg_statio_user_tables WHERE relname = 'item'", connection);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(server.Cluster.Connection(database) + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private async Task ExecuteAsync(string database, string text)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>A server whose memory the test changes.</summary>
    public sealed class SmallServer : PostgresFixture
    {
        protected override string[] Settings => ["autovacuum=off"];
    }
}
