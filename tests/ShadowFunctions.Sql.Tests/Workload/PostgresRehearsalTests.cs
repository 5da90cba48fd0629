using Npgsql;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Workload;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Workload;

public sealed class PostgresRehearsalTests(PostgresRehearsalTests.Servers servers) : IClassFixture<PostgresRehearsalTests.Servers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mix_that_the_store_recorded_is_rehearsed_on_another_server()
    {
        var (store, shadow) = await DatabasesAsync();
        await ExecuteAsync(store, "SELECT pg_stat_statements_reset()");
        for (var i = 1; i <= 30; i++)
        {
            await ExecuteAsync(store, $"SELECT name, since FROM customer WHERE id = {i}");
            await ExecuteAsync(store, $"UPDATE purchase SET total = total + 1 WHERE id = {i} AND bought > date '2026-01-01'");
        }

        await ExecuteAsync(store, "SELECT date_trunc('month', bought), sum(total) FROM purchase GROUP BY date_trunc('month', bought)");
        await ExecuteAsync(store, "SELECT date_trunc('month', bought), sum(total) FROM purchase GROUP BY date_trunc('month', bought)");
        var result = await RunAsync(store, shadow);

        Assert.Equal(3, result.Statements.Count);
        Assert.All(result.Statements, s => Assert.True(s.Errors == 0 && s.ShadowWork > 0, $"{s.Text}: {s.Errors:P0}"));
        Assert.Empty(result.Errors);
        var scan = result.Statements.Single(s => s.Text.Contains("date_trunc", StringComparison.Ordinal));

        // A scan grows as the table does; three small samples leave a doubt, and the truth lies within the doubt that is stated.
        var truth = scan.ShadowWork / scan.Points[^1].Fraction;
        Assert.True(Math.Abs(scan.ProductionWork - truth) <= 1.5 * Math.Max(0.05, scan.RelativeError) * truth, $"{scan.ProductionWork} by {scan.Law} of {string.Join(", ", scan.Points)}");
        Assert.True(result.Event.Amounts is { LogBytesPerSecond: > 0, NetworkBytesPerSecond: > 0, Workers: > 0 });
        Assert.True(!OperatingSystem.IsLinux() || result.Event.Amounts.CpuVCores > 0);
        Assert.Equal(4000L, await ScalarAsync(store, "SELECT count(*) FROM purchase"));
    }

    [Fact]
    public async Task The_store_and_its_server_are_refused()
    {
        var (store, shadow) = await DatabasesAsync();
        var neighbour = servers.NewName("neighbour");
        await ExecuteAsync(store, $"CREATE DATABASE {neighbour}");
        async Task<string> Error(string to) => (await Assert.ThrowsAsync<ProfileException>(() => RunAsync(store, to))).Message;

        Assert.Contains("never writes to the store it samples", await Error(store + ";Application Name=other"), StringComparison.Ordinal);
        Assert.Contains("--same-server", await Error(servers.Cluster.Connection(neighbour)), StringComparison.Ordinal);
        await ExecuteAsync(shadow, "CREATE TABLE precious(id int PRIMARY KEY)");
        Assert.Contains("is no shadow", await Error(shadow), StringComparison.Ordinal);
    }

    private static Task<RehearsalResult> RunAsync(string store, string shadow) => new Rehearser(new LoadClock(), TimeProvider.System).RunAsync(
        new RehearsalRequest(store, shadow, new ProfileDocument { Name = "recorded", Multiplier = 2, Sample = new ProfileSample { Fraction = 0.25, EntityRoot = "customer", RowsPerSecond = 1e6 } }, 3.5, 5) { Connections = 4 },
        Cancel);

    private static async Task<object?> ScalarAsync(string connection, string text)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, opened);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private static Task<object?> ExecuteAsync(string connection, string text) => ScalarAsync(connection, text);

    private async Task<(string Store, string Shadow)> DatabasesAsync()
    {
        var (store, shadow) = (servers.NewName("store"), servers.NewName("shadow"));
        await ExecuteAsync(servers.Cluster.Connection(), $"CREATE DATABASE {store}");
        await ExecuteAsync(servers.Second.Connection(), $"CREATE DATABASE {shadow}");
        var production = servers.Cluster.Connection(store);
        await ExecuteAsync(production, "CREATE EXTENSION pg_stat_statements");
        await ExecuteAsync(production, """
            CREATE TABLE customer(id int PRIMARY KEY, name text, since timestamptz DEFAULT now());
            CREATE TABLE purchase(id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer(id), total numeric(10,2), bought date);
            INSERT INTO customer(id, name) SELECT i, 'name ' || i FROM generate_series(1, 1000) i;
            INSERT INTO purchase SELECT i, 1 + i % 1000, i, date '2026-01-01' + i % 300 FROM generate_series(1, 4000) i;
            ANALYZE;
            """);
        return (production, servers.Second.Connection(shadow));
    }

    /// <summary>Production's server, which keeps statement statistics, and another one.</summary>
    public sealed class Servers : PostgresFixture
    {
        private PostgresCluster? _second;

        public PostgresCluster Second => _second!;

        protected override string[] Settings => [.. base.Settings, "shared_preload_libraries=pg_stat_statements"];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            _second = PostgresCluster.Missing is null ? await PostgresCluster.StartAsync("shared_buffers=64MB") : null;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await (_second?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
