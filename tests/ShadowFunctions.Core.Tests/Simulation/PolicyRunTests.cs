using System.Text.Json;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Simulation;

public class PolicyRunTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    [Fact]
    public void The_static_peak_is_the_smallest_size_that_is_never_short()
    {
        var trace = new GeneratedTrace(DemandPattern.DailyWeekly, 5);
        var policy = StaticPolicy.ForPeak(trace, Start, Start.AddDays(1), Ladder, new LoadProfile());
        var result = PolicyRun.Evaluate(trace, policy, Start, Start.AddDays(1), Ladder, 5);
        var smaller = Ladder.Sizes[Ladder.IndexOf(policy.InitialSize) - 1].Name;

        Assert.Equal(0, result.MinutesShort);
        Assert.Equal(24 * Ladder[policy.InitialSize].PricePerHour, result.Cost, 6);
        Assert.True(PolicyRun.Evaluate(trace, new StaticPolicy(smaller), Start, Start.AddDays(1), Ladder, 5).MinutesShort > 0);
    }

    [Fact]
    public void The_reactive_rule_goes_one_step_at_a_time_with_a_cooldown()
    {
        var result = PolicyRun.Evaluate(new ConstantTrace(12), new ReactivePolicy("GP_Gen5_4"), Start, Start.AddHours(4), Ladder, 5);

        var climbed = Ladder.Sizes.Select(s => s.Name).SkipWhile(s => s != "GP_Gen5_6").Take(result.Operations.Count);
        Assert.Equal(climbed, result.Operations.Select(o => o.To));
        Assert.True(Ladder[result.Operations[^1].To].VCores > 12);
        Assert.All(result.Operations.Zip(result.Operations.Skip(1)), p => Assert.True(p.Second.RequestedAt - p.First.RequestedAt >= TimeSpan.FromMinutes(10)));
        Assert.True(result.MinutesShort > 30);
    }

    [Fact]
    public void The_reactive_rule_shrinks_an_idle_store_to_the_bottom_and_stays()
    {
        var result = PolicyRun.Evaluate(new ConstantTrace(0.1), new ReactivePolicy("GP_Gen5_8"), Start, Start.AddHours(4), Ladder, 5);

        Assert.Equal(["GP_Gen5_6", "GP_Gen5_4", "GP_Gen5_2"], result.Operations.Select(o => o.To));
    }

    [Fact]
    public void The_same_run_gives_the_same_figures()
    {
        static string Run() => JsonSerializer.Serialize(PolicyRun.Evaluate(
            new GeneratedTrace(DemandPattern.BatchSpikes, 9), new ReactivePolicy("GP_Gen5_8"), Start, Start.AddDays(2), Ladder, 9));

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void A_size_that_is_not_on_the_ladder_is_refused() => Assert.Throws<UnknownSizeException>(() =>
        PolicyRun.Evaluate(new ConstantTrace(1), new StaticPolicy("GP_Gen5_7"), Start, Start.AddHours(1), Ladder, 1));
}
