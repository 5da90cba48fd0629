using System.Security.Cryptography;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Tests.Rehearsal;

public sealed class WorkloadRunnerTests : IAsyncLifetime
{
    private readonly ShopDatabase _shop = new();

    public async ValueTask InitializeAsync() => await _shop.SampleAsync(ShopDatabase.Request("b1", 0.5));

    public ValueTask DisposeAsync()
    {
        _shop.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_seed_measures_the_same_work()
    {
        var first = await RunAsync("r1", 5);
        var second = await RunAsync("r2", 5);
        var other = await RunAsync("r3", 6);

        Assert.Equal(Deterministic(first), Deterministic(second));
        Assert.NotEqual(Deterministic(first), Deterministic(other));
    }

    [Fact]
    public async Task Every_template_is_run_and_measured()
    {
        var run = await RunAsync("r1", 5);

        Assert.Null(run.Guard);
        Assert.Equal(200, run.Statements);
        Assert.Equal(0, run.Errors);
        Assert.Equal(Profile.Items.Count, run.Costs.Count);
        Assert.All(run.Costs, c => Assert.True(c.LogicalWork > 0 && c.DataPages > 0 && c.Executions >= new WorkloadSettings().MinExecutions, c.TemplateId));
        Assert.All(run.Costs.Where(c => c.TemplateId is "insert" or "update"), c => Assert.True(c.LogBytes > 0));
        Assert.All(run.Costs.Where(c => c.TemplateId is "point" or "history"), c => Assert.True(c.ResultBytes > 0 && c.LogBytes == 0));
        Assert.True(Cost(run, "report").LogicalWork > 5 * Cost(run, "point").LogicalWork);
        Assert.True(run.Usage.LatencyP99Milliseconds >= run.Usage.LatencyP50Milliseconds);
        Assert.True(run.Usage.Amounts.CpuVCores > 0);
    }

    [Fact]
    public async Task The_shadow_is_left_as_it_was()
    {
        var before = Rows();
        await RunAsync("r1", 5);
        Assert.Equal(before, Rows());
    }

    [Fact]
    public async Task The_same_run_returns_the_recorded_result()
    {
        var first = await RunAsync("r1", 5);
        _shop.Execute("SELECT 1");
        var again = await RunAsync("r1", 99);
        Assert.Equivalent(first, again, strict: true);
        Assert.Equal(first.Seconds, again.Seconds);
    }

    [Fact]
    public async Task Failing_and_forbidden_statements_are_counted_and_change_nothing()
    {
        var before = Rows();
        var profile = new WorkloadProfile("bad",
        [
            Item("gone", "SELECT * FROM no_such_table", 1),
            Item("commit", "COMMIT", 1),
            Item("drop", "DROP TABLE orders", 1),
            Item("null", "UPDATE orders SET ordered_at = NULL", 1),
            Item("ends", "INSERT OR ROLLBACK INTO orders(id, customer_id) VALUES (@id, 1)", 1),
            Item("wipe", "DELETE FROM order_lines", 1),
        ]);
        var run = await new WorkloadRunner(new SqliteDialect()).RunAsync(
            _shop.Store, new WorkloadRunRequest("r1", DateTimeOffset.UnixEpoch, profile, new WorkloadSettings { MaxStatements = 60 }, 1),
            TestContext.Current.CancellationToken);

        Assert.Equal(60, run.Statements);
        Assert.Equal(50, run.Errors);
        Assert.Equal(before, Rows());
    }

    [Fact]
    public async Task A_store_without_a_shadow_says_so()
    {
        var run = await new WorkloadRunner(new SqliteDialect()).RunAsync(
            _shop.Store with { ShadowConnection = null }, Request("r1", 1), TestContext.Current.CancellationToken);
        Assert.Equal((ReasonCode.NoShadow, 0), (run.Guard!.Value, run.Statements));
    }

    [Fact]
    public async Task A_run_ends_at_the_same_statement_when_its_work_is_used_up()
    {
        // Two million steps each: five of them are a second's worth.
        var heavy = Item("heavy", "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*) FROM n", 100);
        var request = new WorkloadRunRequest(
            "r1", DateTimeOffset.UnixEpoch, new WorkloadProfile("heavy", [heavy]), new WorkloadSettings { MaxStatements = 60, MaxSeconds = 1 }, 1);
        var first = await new WorkloadRunner(new SqliteDialect()).RunAsync(_shop.Store, request, TestContext.Current.CancellationToken);
        var second = await new WorkloadRunner(new SqliteDialect()).RunAsync(_shop.Store, request with { RunId = "r2" }, TestContext.Current.CancellationToken);

        Assert.Equal(ReasonCode.RunLimited, first.Guard);
        Assert.InRange(first.Statements, 2, 20);
        Assert.Equal(first.Statements, second.Statements);
    }

    [Fact]
    public async Task An_empty_mix_runs_nothing()
    {
        var request = Request("r1", 1) with { Profile = Profile.Scale(0) };
        var run = await new WorkloadRunner(new SqliteDialect()).RunAsync(_shop.Store, request, TestContext.Current.CancellationToken);
        Assert.Equal((0, 0), (run.Statements, run.Costs.Count));
    }

    private static readonly WorkloadProfile Profile = new("shop",
    [
        Item("point", "SELECT * FROM customers WHERE id = @id", 100, 0.9),
        Item("history", "SELECT o.id, o.total, l.quantity FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.customer_id = @customer", 20, 0.9),
        Item("report", "SELECT product_id, sum(quantity) FROM order_lines GROUP BY product_id ORDER BY 2 DESC LIMIT @top", 0.2),
        Item("range", "SELECT count(*) FROM orders WHERE ordered_at >= @from AND ordered_at < @to", 2),
        Item("insert", "INSERT INTO orders(customer_id, status, total, ordered_at) VALUES (@customer, @status, @total, @at)", 10, 0.9),
        Item("update", "UPDATE stock SET quantity = quantity - @n WHERE product_id = @product", 10),
    ]);

    private static WorkloadItem Item(string id, string text, double rate, double skew = 0) =>
        new(new QueryTemplate(id, text, text.StartsWith("SELECT", StringComparison.Ordinal) ? QueryClass.Read : QueryClass.Write), rate, skew);

    private static WorkloadRunRequest Request(string id, int seed) =>
        new(id, DateTimeOffset.UnixEpoch, Profile, new WorkloadSettings { MaxStatements = 200 }, seed);

    private static TemplateCost Cost(WorkloadRun run, string id) => run.Costs.Single(c => c.TemplateId == id);

    private static string Deterministic(WorkloadRun run) => string.Join('\n',
        run.Costs.Select(c => FormattableString.Invariant($"{c.TemplateId} {c.Executions} {c.Errors} {c.LogicalWork:R} {c.DataPages:R} {c.LogBytes:R} {c.ResultBytes:R}")));

    private Task<WorkloadRun> RunAsync(string id, int seed) =>
        new WorkloadRunner(new SqliteDialect()).RunAsync(_shop.Store, Request(id, seed), TestContext.Current.CancellationToken);

    private string Rows() => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n',
        new[] { "customers", "orders", "order_lines", "stock", "sqlite_master" }
            .SelectMany(t => _shop.Shadow($"SELECT * FROM {t}")).Select(r => string.Join('|', r))))));
}
