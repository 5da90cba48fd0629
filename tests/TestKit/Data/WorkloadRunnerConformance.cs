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

    /// <summary>One more runner over the same shadow.</summary>
    protected abstract IWorkloadRunner Open();

    /// <summary>All rows of the shadow as text, in a fixed order.</summary>
    protected abstract Task<string> ShadowAsync();

    [Fact]
    public async Task Every_statement_is_measured()
    {
        var run = await RunAsync("a", 1);
        Assert.Equal((0, null), (run.Errors, run.Guard));
        Assert.Equal(Profile.Items.Select(i => i.Template.Id).Order(), run.Costs.Select(c => c.TemplateId).Order());
        Assert.All(run.Costs, c => Assert.True(c.Executions > 0 && c.LogicalWork > 0 && c.CpuSeconds >= 0));
        Assert.Equal(run.Statements, run.Costs.Sum(c => c.Executions));
        Assert.InRange(run.Statements, Profile.Items.Count, 100);
    }

    [Fact]
    public async Task The_same_seed_does_the_same_work()
    {
        var (first, second) = (await RunAsync("a", 1), await RunAsync("b", 1));
        Assert.Equal(first.Costs.Select(Work), second.Costs.Select(Work));
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
    public async Task Without_a_shadow_the_run_says_so()
    {
        var run = await Open().RunAsync(Store with { ShadowConnection = null }, Request("a", 1), Cancel);
        Assert.Equal((ReasonCode.NoShadow, 0), (run.Guard!.Value, run.Statements));
    }

    private static string Work(TemplateCost c) => FormattableString.Invariant($"{c.TemplateId} {c.Executions} {c.Errors} {c.LogicalWork:R}");

    private WorkloadRunRequest Request(string id, int seed) =>
        new(id, DateTimeOffset.UnixEpoch, Profile, new WorkloadSettings { MaxStatements = 100 }, seed);

    private Task<WorkloadRun> RunAsync(string id, int seed) => Open().RunAsync(Store, Request(id, seed), Cancel);
}
