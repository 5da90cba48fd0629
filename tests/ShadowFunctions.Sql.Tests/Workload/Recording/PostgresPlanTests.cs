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

        // Both sides count pages: that is what a ratio between them needs.
        Assert.InRange(measured.LogicalWork, known.Cost.LogicalWork - 1, 2 * known.Cost.LogicalWork);
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

    private async Task<StatementMeasure> MeasureAsync(Store store)
    {
        await using var session = await _dialect.OpenRehearsalAsync(store.ProductionConnection!, Cancel);
        return await session.RunAsync(OfCustomer.Text, new Dictionary<string, object?> { ["$1"] = 7L }, Cancel);
    }
}
