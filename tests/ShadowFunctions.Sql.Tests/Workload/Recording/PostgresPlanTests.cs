using Npgsql;
using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

public sealed class PostgresPlanTests(RecordingServer server) : IClassFixture<RecordingServer>
{
    private static readonly QueryTemplate OfCustomer = LiteralStripper.Strip("SELECT sum(total) FROM purchase WHERE customer_id = 7", StatementLanguage.PostgreSql);
    private readonly PostgresDialect _dialect = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_plan_that_the_statistics_tell_is_the_one_a_full_copy_runs_under()
    {
        var production = await server.StoreAsync(20_000);
        await server.AsAppAsync(production, "SELECT sum(total) FROM purchase WHERE customer_id = 7");
        var observed = await RecordingServer.Source(new MemoryStateStore()).ReadAsync(production, default, DateTimeOffset.UnixEpoch, Cancel);
        var known = Assert.Single(observed.Templates);

        Assert.Equal(OfCustomer.Id, known.Template.Id);
        Assert.NotNull(known.Cost.PlanHash);
        var copy = await server.StoreAsync(20_000);
        var measured = await MeasureAsync(copy);
        Assert.Equal(known.Cost.PlanHash, measured.PlanHash);

        // Both sides count the same pages: that is what a ratio between them needs.
        Assert.Equal(known.Cost.LogicalWork, measured.LogicalWork);
        Assert.Equal((1.0, 1L), (known.Cost.Rows, measured.Rows));
    }

    [Fact]
    public async Task Samples_too_small_for_productions_plan_are_not_extrapolated_from()
    {
        var production = await server.StoreAsync(20_000);
        var plan = (await _dialect.ReadPlansAsync(production.ProductionConnection!, [OfCustomer], Cancel))[OfCustomer.Id];
        var points = new List<GrowthPoint>();
        foreach (var customers in (int[])[5, 10, 20])
        {
            var measured = await MeasureAsync(await server.StoreAsync(customers));
            points.Add(new GrowthPoint(customers / 20_000.0, measured.LogicalWork, measured.PlanHash));
        }

        Assert.All(points, p => Assert.NotEqual(plan, p.PlanHash));
        var alone = TemplateGrowth.Learn(OfCustomer.Id, points, plan);
        Assert.Null(alone.Law);
        Assert.Contains("another plan on production", alone.Unreliable, StringComparison.Ordinal);

        foreach (var customers in (int[])[2_500, 5_000, 10_000])
        {
            var measured = await MeasureAsync(await server.StoreAsync(customers));
            points.Add(new GrowthPoint(customers / 20_000.0, measured.LogicalWork, measured.PlanHash));
        }

        // The three that keep production's plan make the law; the small ones, which scan, are no part of it.
        var growth = TemplateGrowth.Learn(OfCustomer.Id, points, plan);
        Assert.Equal(plan, growth.PlanHash);
        Assert.Equal(growth.Law, GrowthLaws.Fit(points.Skip(3).ToList()));
    }

    [Theory]
    [InlineData("INSERT INTO purchase VALUES ($1, $2, $3)", true)]
    [InlineData("DELETE FROM purchase WHERE id = ANY($1)", true)]
    [InlineData("SELECT name FROM customer WHERE id = 1", true)]
    [InlineData("SELECT $1 FROM no_such_table", false)]
    [InlineData("SELECT name FROM customer WHERE id = @id", false)]
    public async Task A_statement_is_planned_and_never_run_on_a_read_only_production(string text, bool isPlanned)
    {
        var store = await server.StoreAsync(10);
        var template = new QueryTemplate("t", text, QueryClass.Read);
        var plans = await _dialect.ReadPlansAsync(store.ProductionConnection!, [template, OfCustomer], Cancel);
        Assert.Equal(isPlanned, plans.ContainsKey("t"));
        Assert.Contains(OfCustomer.Id, plans.Keys);
        Assert.Equal(40L, await RecordingServer.RunAsync(store.ProductionConnection!, "SELECT count(*) FROM purchase"));
    }

    [Fact]
    public async Task A_value_is_compared_in_the_type_of_its_column_so_that_the_index_serves_it()
    {
        var store = await server.StoreAsync(20_000);
        await RecordingServer.RunAsync(store.ProductionConnection!, "CREATE INDEX purchase_total ON purchase(total)");
        await using var session = await _dialect.OpenRehearsalAsync(store.ProductionConnection!, Cancel);
        var measured = await session.RunAsync("SELECT id FROM purchase WHERE total = $1", new Dictionary<string, object?> { ["$1"] = 7.0 }, Cancel);
        Assert.Equal(1L, measured.Rows);
        Assert.InRange(measured.LogicalWork, 1, 10);
    }

    [Theory]
    [InlineData(7L, "integer", 7)]
    [InlineData(7L, "smallint", (short)7)]
    [InlineData(3_000_000_000L, "integer", 3_000_000_000L)]
    [InlineData(70_000L, "smallint", 70_000L)]
    [InlineData(0.5, "real", 0.5f)]
    [InlineData(1e200, "numeric", 1e200)]
    [InlineData(0.5, "integer", 0.5)]
    [InlineData("x", "integer", "x")]
    [InlineData(null, "integer", null)]
    public void A_value_that_does_not_fit_stays_as_it_is(object? value, string type, object? expected) =>
        Assert.Equal(expected, new PostgresPlan("shape", [type]).Fit(0, value));

    [Theory]
    [InlineData("SELECT $1 FROM no_such_table")] // Refused by PREPARE.
    [InlineData("SELECT id / 0 FROM customer WHERE id = 1 / 0")] // Refused by EXPLAIN.
    public async Task A_refusal_leaves_the_transaction_and_its_prepared_statements_alone(string text)
    {
        var store = await server.StoreAsync(10);
        await using var connection = new NpgsqlConnection(store.ProductionConnection! + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var insert = new NpgsqlCommand("INSERT INTO customer VALUES (11, 'new') RETURNING id", connection, transaction);
        await insert.PrepareAsync(Cancel);
        Assert.Equal(11, await insert.ExecuteScalarAsync(Cancel));

        Assert.Null(await PostgresPlans.FindAsync(transaction, text, Cancel));
        Assert.NotNull(await PostgresPlans.FindAsync(transaction, OfCustomer.Text, Cancel));
        await using var delete = new NpgsqlCommand("DELETE FROM customer WHERE id = 11", connection, transaction);
        Assert.Equal(1, await delete.ExecuteNonQueryAsync(Cancel));
        Assert.Equal(11, await insert.ExecuteScalarAsync(Cancel));
        await using var left = new NpgsqlCommand(
            "SELECT count(*) || current_setting('plan_cache_mode') FROM pg_prepared_statements WHERE name = 'shadow_plan'", connection, transaction);
        Assert.Equal("0auto", await left.ExecuteScalarAsync(Cancel));
    }

    private async Task<StatementMeasure> MeasureAsync(Store store)
    {
        await using var session = await _dialect.OpenRehearsalAsync(store.ProductionConnection!, Cancel);
        return await session.RunAsync(OfCustomer.Text, new Dictionary<string, object?> { ["$1"] = 7L }, Cancel);
    }
}
