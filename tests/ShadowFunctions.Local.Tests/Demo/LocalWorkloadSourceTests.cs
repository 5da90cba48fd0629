using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Demo;

namespace ShadowFunctions.Local.Tests.Demo;

public sealed class LocalWorkloadSourceTests : IDisposable
{
    private readonly EmulatedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData(0, 60)]
    [InlineData(120, 300)]
    public async Task The_cost_of_all_statements_is_the_demand(int from, int until)
    {
        var observation = await ReadAsync(from, until);

        Assert.Equal(8, observation.Templates.Count);
        Assert.All(observation.Templates, t => Assert.True(t.RatePerSecond > 0 && t.Cost.CpuSeconds > 0 && t.Cost.LogicalWork > 0 && t.Cost.DataPages > 0));
        Assert.All(observation.Templates, t => Assert.Equal(t.Template.Class == QueryClass.Write, t.Cost.LogBytes > 0));
        Assert.Equal(
            EmulatedShop.MeanDemand(EmulatedShop.Start.AddMinutes(from), until - from),
            observation.Templates.Sum(t => t.RatePerSecond * t.Cost.CpuSeconds), 6);
    }

    [Fact]
    public async Task Only_whole_intervals_count_and_the_window_says_which()
    {
        var observation = await ReadAsync(2, 14);
        Assert.Equal((EmulatedShop.Start.AddMinutes(5), EmulatedShop.Start.AddMinutes(10)), (observation.From, observation.To));
        Assert.Empty((await ReadAsync(21, 26)).Templates);
    }

    [Fact]
    public async Task The_same_question_has_the_same_answer_later()
    {
        var early = await ReadAsync(0, 33);
        await ReadAsync(0, 600);
        Assert.Equivalent(early, await ReadAsync(0, 33), strict: true);
    }

    [Fact]
    public async Task The_mix_drifts_over_the_day()
    {
        var (morning, evening) = (await ReadAsync(0, 60), await ReadAsync(600, 660));
        double Share(WorkloadObservation o, int i) => o.Templates[i].RatePerSecond / o.Templates.Sum(t => t.RatePerSecond);
        Assert.Contains(Enumerable.Range(0, 8), i => Math.Abs((Share(evening, i) / Share(morning, i)) - 1) > 0.1);
    }

    private Task<WorkloadObservation> ReadAsync(int from, int until) => new LocalWorkloadSource(_shop.Driver).ReadAsync(
        _shop.Store(), EmulatedShop.Start.AddMinutes(from), EmulatedShop.Start.AddMinutes(until), TestContext.Current.CancellationToken);
}
