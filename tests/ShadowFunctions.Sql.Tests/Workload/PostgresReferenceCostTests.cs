using System.Globalization;
using Npgsql;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Tests.Workload.Recording;

namespace ShadowFunctions.Sql.Tests.Workload;

/// <summary>The checks of references, which EXPLAIN leaves out, are counted as the server counts production's statements.</summary>
public sealed class PostgresReferenceCostTests(RecordingServer postgres) : IClassFixture<RecordingServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO line(id, purchase_id, product_id) VALUES ($1, $2, $3)", 2)] // A lookup in each of two tables.
    [InlineData("UPDATE line SET product_id = $3 WHERE id = $1 - 1000000 + $2 * 0", 1)]
    [InlineData("DELETE FROM product WHERE id = 4000 + $1 - 1000000 + 0 * ($2 + $3)", 100)] // Nothing indexes line.product_id: a scan of its pages.
    [InlineData("DELETE FROM purchase WHERE id = 4000 + $1 - 1000000 + 0 * ($2 + $3)", 1)]
    public async Task A_change_costs_what_the_servers_own_statistics_say(string text, long atLeast)
    {
        var database = await DatabaseAsync();
        var typed = text.Replace("$1", "$1::int", StringComparison.Ordinal).Replace("$2", "$2::int", StringComparison.Ordinal).Replace("$3", "$3::int", StringComparison.Ordinal);
        const int Executions = 10;
        var measured = new List<StatementMeasure>();
        await using (var session = await new PostgresDialect().OpenRehearsalAsync(database, Cancel))
        {
            for (var i = 0; i <= Executions; i++)
            {
                measured.Add(await session.RunAsync(typed, Values(i), Cancel));
            }
        }

        Assert.All(measured, m => Assert.False(m.Failed));

        // That was rolled back: now as production would.
        await using var production = new NpgsqlConnection(database + ";Pooling=false");
        await production.OpenAsync(Cancel);
        await RunAsync(production, typed, 0); // Reads the catalogue too.
        await ScalarAsync(production, "SELECT pg_stat_statements_reset()");
        for (var i = 1; i <= Executions; i++)
        {
            await RunAsync(production, typed, i);
        }

        var recorded = (long)(await ScalarAsync(production, $"SELECT (sum(shared_blks_hit + shared_blks_read) / {Executions})::bigint FROM pg_stat_statements WHERE toplevel AND query LIKE '{typed[..20]}%'"))!;
        var plain = await PlanAloneAsync(production, typed, Executions + 1);
        var mean = measured.Skip(1).Average(m => m.LogicalWork - m.DataPages); // Without the pages changed, which are counted beside.
        Assert.Equal(recorded, mean, Math.Max(3, 0.1 * recorded));
        Assert.True(mean >= plain + atLeast, string.Create(CultureInfo.InvariantCulture, $"{mean} with the checks, {plain} in the plan alone"));
    }

    [Fact]
    public async Task A_statement_without_triggers_costs_what_its_plan_says_and_checks_write_log()
    {
        var database = await DatabaseAsync();
        await using var session = await new PostgresDialect().OpenRehearsalAsync(database, Cancel);
        var read = await session.RunAsync("SELECT * FROM line WHERE id = $1::int", Values(1), Cancel);
        Assert.InRange(read.LogicalWork, 2, 6);
        await session.RunAsync("INSERT INTO line(id, purchase_id, product_id) VALUES ($1::int, $2::int, $3::int)", Values(1), Cancel);
        var checkedRow = await session.RunAsync("INSERT INTO line(id, purchase_id, product_id) VALUES ($1::int, $2::int, $3::int)", Values(2), Cancel);
        await session.RunAsync("INSERT INTO unbound(id, purchase_id, product_id) VALUES ($1::int, $2::int, $3::int)", Values(3), Cancel);
        var free = await session.RunAsync("INSERT INTO unbound(id, purchase_id, product_id) VALUES ($1::int, $2::int, $3::int)", Values(4), Cancel);

        // Each check locks the row that is referred to, and the lock is in the log.
        Assert.True(checkedRow.LogBytes >= free.LogBytes + 80, $"{checkedRow.LogBytes} against {free.LogBytes}");
    }

    private static Dictionary<string, object?> Values(int i) => new() { ["$1"] = 1_000_001L + i, ["$2"] = 1L + (i * 7), ["$3"] = 1L + (i * 11) };

    private static async Task RunAsync(NpgsqlConnection connection, string text, int i)
    {
        await using var command = Command(connection, text, i);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>Pages that the plan of a statement tells, without its checks; of a run that is taken back.</summary>
    private static async Task<long> PlanAloneAsync(NpgsqlConnection connection, string text, int i)
    {
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var explain = Command(connection, "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + text, i);
        using var plan = System.Text.Json.JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(Cancel))!);
        var top = plan.RootElement[0].GetProperty("Plan");
        return top.GetProperty("Shared Hit Blocks").GetInt64() + top.GetProperty("Shared Read Blocks").GetInt64();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, int i) => new(text, connection)
    {
        Parameters = { new NpgsqlParameter { Value = 1_000_001 + i }, new NpgsqlParameter { Value = 1 + (i * 7) }, new NpgsqlParameter { Value = 1 + (i * 11) } },
    };

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private async Task<string> DatabaseAsync()
    {
        var name = postgres.NewName("references");
        await using (var server = new NpgsqlConnection(postgres.Cluster.Connection() + ";Pooling=false"))
        {
            await server.OpenAsync(Cancel);
            await ScalarAsync(server, $"CREATE DATABASE {name}");
        }

        await using var connection = new NpgsqlConnection(postgres.Cluster.Connection(name) + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await ScalarAsync(connection, """
            CREATE EXTENSION pg_stat_statements;
            CREATE TABLE purchase(id int PRIMARY KEY);
            CREATE TABLE product(id int PRIMARY KEY);
            CREATE TABLE line(id int PRIMARY KEY, purchase_id int NOT NULL REFERENCES purchase(id), product_id int NOT NULL REFERENCES product(id));
            CREATE TABLE unbound(id int PRIMARY KEY, purchase_id int NOT NULL, product_id int NOT NULL);
            CREATE INDEX ON line(purchase_id);
            INSERT INTO purchase SELECT i FROM generate_series(1, 5000) i;
            INSERT INTO product SELECT i FROM generate_series(1, 5000) i;
            INSERT INTO line SELECT i, 1 + i % 4000, 1 + i % 4000 FROM generate_series(1, 30000) i;
            INSERT INTO unbound SELECT i, 1, 1 FROM generate_series(1, 30000) i;
            """);
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE", connection);
        await vacuum.ExecuteNonQueryAsync(Cancel);
        return postgres.Cluster.Connection(name);
    }
}
