using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Data;

/// <summary>What every <see cref="IWorkloadRunner"/> promises.</summary>
public abstract class WorkloadRunnerConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store whose shadow holds data, and whose production cannot be reached.</summary>
    protected abstract Store Store { get; }

    /// <summary>Reads and writes that succeed on the shadow, all with a rate above zero.</summary>
    protected abstract WorkloadProfile Profile { get; }

    /// <summary>A query for all orders of customers whose id is at most that of the one customer it looks up by one parameter, and the parameter.</summary>
    protected abstract (string Text, string Parameter) OrdersUpTo { get; }

    /// <summary>How far the work of two equal runs may differ, as a share: above 0 where rows that were taken back stay in their pages for a while.</summary>
    protected virtual double WorkTolerance => 0;

    /// <summary>One more runner over the same shadow.</summary>
    protected abstract IWorkloadRunner Open();

    /// <summary>All rows of the shadow as text, in a fixed order.</summary>
    protected abstract Task<string> ShadowAsync();

    [Fact]
    public async Task Every_statement_is_measured()
    {
        var run = await RunAsync("a", 1);
        Assert.Null(run.Guard);
        Assert.Equal("", string.Join(' ', run.Costs.Where(c => c.Errors > 0).Select(c => $"{c.TemplateId}:{c.Errors}")));
        Assert.Equal(Profile.Items.Select(i => i.Template.Id).Order(), run.Costs.Select(c => c.TemplateId).Order());
        Assert.All(run.Costs, c => Assert.True(c.Executions > 0 && c.LogicalWork > 0 && c.CpuSeconds >= 0));
        Assert.Equal(run.Statements, run.Costs.Sum(c => c.Executions));
        Assert.InRange(run.Statements, Profile.Items.Count, 100);
    }

    [Fact]
    public async Task The_same_seed_does_the_same_work()
    {
        var (first, second) = (await RunAsync("a", 1), await RunAsync("b", 1));
        Assert.Equal(first.Costs.Select(c => (c.TemplateId, c.Executions, c.Errors)), second.Costs.Select(c => (c.TemplateId, c.Executions, c.Errors)));
        Assert.All(first.Costs.Zip(second.Costs), p => Assert.Equal(p.First.LogicalWork, p.Second.LogicalWork, WorkTolerance * p.First.LogicalWork));
        Assert.Equal(first.Statements, second.Statements);
    }

    [Fact]
    public async Task The_shadow_keeps_its_rows()
    {
        var before = await ShadowAsync();
        await RunAsync("a", 1);
        Assert.Equal(before, await ShadowAsync());
    }

    [Fact]
    public async Task A_repeated_run_returns_its_result() =>
        Assert.Equivalent(await RunAsync("a", 1), await RunAsync("a", 2), strict: true);

    [Fact]
    public async Task A_failing_statement_is_counted_and_does_not_stop_the_others()
    {
        var broken = new WorkloadItem(new QueryTemplate("broken", "SELECT broken FROM no_such_table", QueryClass.Read), Profile.Items[0].RatePerSecond);
        var run = await Open().RunAsync(Store, Request("a", 1) with { Profile = Profile with { Items = [.. Profile.Items, broken] } }, Cancel);
        var cost = run.Costs.Single(c => c.TemplateId == "broken");
        Assert.True(cost.Executions > 0 && cost.Errors == cost.Executions && run.Errors == cost.Errors);
        Assert.Equal(Profile.Items.Count + 1, run.Costs.Count);
    }

    [Fact]
    public async Task Keys_are_drawn_by_the_law_that_is_written_for_them()
    {
        async Task<double?> RowsAsync(params HistogramBin[] bins)
        {
            var (text, parameter) = OrdersUpTo;
            var law = new ParameterDistribution { Kind = DistributionKind.Histogram, Bins = bins };
            var item = new WorkloadItem(new QueryTemplate("law", text, QueryClass.Read), 1) { Parameters = new Dictionary<string, ParameterDistribution> { [parameter] = law } };
            var run = await Open().RunAsync(Store, Request($"law {bins[0].Weight}", 1) with { Profile = new WorkloadProfile("law", [item]) }, Cancel);
            Assert.Equal(0, run.Errors);
            return Assert.Single(run.Costs).Rows;
        }

        var (oldest, newest) = (await RowsAsync(new(0.1, 1), new(1, 0)), await RowsAsync(new(0.9, 0), new(1, 1)));
        Assert.True(newest > 5 * oldest, $"{newest} rows for the newest tenth of the customers, {oldest} for the oldest");
    }

    [Fact]
    public async Task A_transaction_stays_together_at_the_rate_of_its_first_statement()
    {
        var profile = Profile with { Items = [.. Profile.Items.Select((item, i) => i < 2 ? item with { Transaction = "both" } : item with { RatePerSecond = Profile.Items[0].RatePerSecond })] };
        var run = await Open().RunAsync(Store, Request("a", 1) with { Profile = profile }, Cancel);
        var executions = profile.Items.Select(i => (double)run.Costs.Single(c => c.TemplateId == i.Template.Id).Executions).ToList();
        Assert.Equal(executions[0], executions[1]);
        Assert.All(executions.Skip(2), e => Assert.Equal(executions[0], e, 1.0));
        Assert.InRange(run.Statements, 20, 100);
    }

    [Fact]
    public async Task What_stands_in_comments_and_texts_is_no_parameter()
    {
        var (text, _) = OrdersUpTo;
        var item = new WorkloadItem(new QueryTemplate("nasty", $"/* WHERE id = @gone OR $9; isn't it */ {text} AND '@never = $8 ; ' <> ':nothing' -- = @end", QueryClass.Read), 1);
        var run = await Open().RunAsync(Store, Request("a", 1) with { Profile = new WorkloadProfile("nasty", [item]) }, Cancel);
        Assert.Equal(0, run.Errors);
        Assert.True(Assert.Single(run.Costs).Rows > 0);
    }

    [Fact]
    public async Task What_may_not_run_in_a_rehearsal_is_an_error_and_changes_nothing()
    {
        var before = await ShadowAsync();
        string[] texts = ["COMMIT", "DROP TABLE order_lines", "SELECT 1; DELETE FROM order_lines", "SELECT 'open"];
        var items = texts.Select(t => new WorkloadItem(new QueryTemplate(t, t, QueryClass.Write), 1)).ToList();
        var run = await Open().RunAsync(Store, Request("a", 1) with { Profile = new WorkloadProfile("forbidden", items) }, Cancel);
        Assert.Equal(run.Statements, run.Errors);
        Assert.Equal(texts.Order(StringComparer.Ordinal), run.Costs.Select(c => c.TemplateId).Order(StringComparer.Ordinal));
        Assert.Equal(before, await ShadowAsync());
    }

    [Fact]
    public async Task Without_a_shadow_the_run_says_so()
    {
        var run = await Open().RunAsync(Store with { ShadowConnection = null }, Request("a", 1), Cancel);
        Assert.Equal((ReasonCode.NoShadow, 0), (run.Guard!.Value, run.Statements));
    }

    private WorkloadRunRequest Request(string id, int seed) =>
        new(id, DateTimeOffset.UnixEpoch, Profile, new WorkloadSettings { MaxStatements = 100 }, seed);

    private Task<WorkloadRun> RunAsync(string id, int seed) => Open().RunAsync(Store, Request(id, seed), Cancel);
}
