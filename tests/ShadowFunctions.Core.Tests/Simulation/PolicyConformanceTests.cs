using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Simulation;

/// <summary>What every policy must keep to.</summary>
public class PolicyConformanceTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Clairvoyants = ["true-future", "optimum", "static-peak", "static-p95"];

    public static TheoryData<string> Names => [.. PolicyCatalog.All.Select(p => p.Name)];

    public static TheoryData<string> NamesOfTheBlind => [.. PolicyCatalog.All.Select(p => p.Name).Except(Clairvoyants)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_asks_for_other_sizes_of_the_ladder_only_and_not_while_a_resize_is_in_flight(string name)
    {
        var spy = new Spy();
        _ = Backtest.Run(Series(4), [spy.Of(name)], new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(spy.Seen, s => Assert.True(s.Answer is null || s.Observation.Ladder.Contains(s.Answer)));
        Assert.All(spy.Seen, s => Assert.True(s.Observation.LastOperation is not { } last || last.SwitchAt <= s.Observation.Now));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_of_a_kind_answer_alike(string name)
    {
        var (first, second) = (new Spy(), new Spy());
        foreach (var spy in new[] { first, second })
        {
            _ = Backtest.Run(Series(3), [spy.Of(name)], new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal(first.Seen.Select(s => (s.Observation.Now, s.Answer)), second.Seen.Select(s => (s.Observation.Now, s.Answer)));
    }

    [Theory]
    [MemberData(nameof(NamesOfTheBlind))]
    public void What_is_still_to_come_changes_no_answer(string name)
    {
        var change = Start.AddDays(2).AddHours(7);
        var (quiet, wild) = (new Spy(), new Spy());
        _ = Backtest.Run(Series(3), [quiet.Of(name)], new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);
        var changed = Series(3) with { Trace = new Changed(Series(3).Trace, change) };
        _ = Backtest.Run(changed, [wild.Of(name)], new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);

        var before = quiet.Seen.Where(s => s.Observation.Now <= change).Select(s => (s.Observation.Now, s.Answer)).ToList();
        Assert.Equal(before, wild.Seen.Where(s => s.Observation.Now <= change).Select(s => (s.Observation.Now, s.Answer)));
        Assert.True(before.Count > 1000);
    }

    [Theory]
    [MemberData(nameof(NamesOfTheBlind))]
    public void It_sees_use_and_never_more_unless_it_has_a_shadow(string name)
    {
        var spy = new Spy();
        _ = Backtest.Run(Series(3), [spy.Of(name)], new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);
        var minutes = spy.Seen[^1].Observation.Minutes;

        Assert.All(minutes, m => Assert.True(m.Missing ? double.IsNaN(m.UsedVCores) : m.UsedVCores <= m.CapacityVCores + 1e-9));
        Assert.All(minutes, m => Assert.Equal(name == "predictive", m.RehearsedVCores is not null));
    }

    [Theory]
    [InlineData(0.1, 0.05)]
    [InlineData(0.0, 0.05)]
    [InlineData(0.3, 0.0)]
    public void The_shadow_errs_as_much_as_is_stated(double store, double minute)
    {
        var error = new ShadowError(store, minute);
        var logs = Enumerable.Range(0, 4000).Select(seed => Math.Log(error.Estimate(8, seed, Start) / 8)).ToArray();
        var within = Enumerable.Range(0, 4000).Select(m => Math.Log(error.Estimate(8, 1, Start.AddMinutes(m)) / 8)).ToArray();

        Assert.Equal(0, logs.Average(), 0.02);
        Assert.Equal(Math.Sqrt((store * store) + (minute * minute)), Math.Sqrt(logs.Average(l => l * l)), 0.01);
        Assert.Equal(minute, Math.Sqrt(within.Average(l => Math.Pow(l - within.Average(), 2))), 0.005);
    }

    [Fact]
    public void The_atlas_rule_climbs_after_ten_hot_minutes_and_steps_down_once_a_day()
    {
        var ladder = new BacktestSettings().Ladder;
        var hot = PolicyRun.Evaluate(new ConstantTrace(3.9), new AtlasPolicy("GP_Gen5_4"), Start, Start.AddHours(1), ladder, 1);
        var idle = PolicyRun.Evaluate(new ConstantTrace(0.5), new AtlasPolicy("GP_Gen5_12"), Start, Start.AddHours(60), ladder, 1);

        Assert.Equal(Start.AddMinutes(10), Assert.Single(hot.Operations).RequestedAt);
        Assert.Equal([Start.AddHours(4), Start.AddHours(28), Start.AddHours(52)], idle.Operations.Select(o => o.RequestedAt));
        Assert.Equal(["GP_Gen5_10", "GP_Gen5_8", "GP_Gen5_6"], idle.Operations.Select(o => o.To));
    }

    [Fact]
    public void Target_tracking_goes_straight_to_its_size()
    {
        var ladder = new BacktestSettings().Ladder;
        var up = PolicyRun.Evaluate(new ConstantTrace(6.3), new TargetTrackingPolicy("GP_Gen5_8"), Start, Start.AddHours(1), ladder, 1);

        Assert.Equal("GP_Gen5_10", Assert.Single(up.Operations).To);
    }

    [Fact]
    public void The_schedule_repeats_what_the_same_hour_saw()
    {
        var ladder = new BacktestSettings().Ladder;
        var result = PolicyRun.Evaluate(new Rush(), new HourOfWeekPolicy("GP_Gen5_16"), Start, Start.AddDays(9), ladder, 1);
        var monday = result.Operations.Where(o => o.RequestedAt >= Start.AddDays(7) && o.RequestedAt < Start.AddDays(8)).ToList();

        // Ten vCores and a fifth: twelve. Asked for ten minutes before the hour, left when the hour is over.
        Assert.Equal([(Start.AddDays(7).AddHours(8).AddMinutes(50), "GP_Gen5_12"), (Start.AddDays(7).AddHours(10), "GP_Gen5_2")], monday.Select(o => (o.RequestedAt, o.To)));
    }

    [Fact]
    public void Unknown_names_are_refused_with_those_there_are() =>
        Assert.Contains("static-peak", Assert.Throws<ArgumentException>(() => PolicyCatalog.Find(["best"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_of_a_sweep_are_ordered_from_lavish_to_thrifty_or_back()
    {
        var sweeps = PolicySweep.All.Select(s => s.Definition).ToList();
        var result = Backtest.Run(Series(4), sweeps, new BacktestSettings(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(sweeps.Count, sweeps.Select(s => s.Name).Distinct().Count());

        foreach (var curve in PolicySweep.All.Zip(result.Policies).GroupBy(p => p.First.Policy).Where(c => c.Key is "optimum" or "static-p95"))
        {
            var points = curve.Select(p => p.Second).OrderBy(p => p.Cost).ToList();
            Assert.All(points.Zip(points.Skip(1)), p => Assert.True(p.First.ShortShare >= p.Second.ShortShare));
        }
    }

    private static BacktestSeries Series(int days) => new("spikes", new GeneratedTrace(DemandPattern.BatchSpikes, 5), Start, Start.AddDays(days));

    private sealed class Spy
    {
        public List<(PolicyObservation Observation, string? Answer)> Seen { get; } = [];

        public PolicyDefinition Of(string name)
        {
            var definition = Assert.Single(PolicyCatalog.Find([name]));
            return definition with { Create = c => new Recorder(definition.Create(c), Seen) };
        }
    }

    private sealed class Recorder(IScalingPolicy policy, List<(PolicyObservation Observation, string? Answer)> seen) : IScalingPolicy
    {
        public string Name => policy.Name;

        public string InitialSize => policy.InitialSize;

        public string? Decide(PolicyObservation observation)
        {
            var answer = policy.Decide(observation);
            seen.Add((observation, answer));
            return answer;
        }
    }

    private sealed class Changed(IDemandTrace trace, DateTimeOffset from) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => trace.DemandVCores(minute) * (minute >= from ? 3 : 1);
    }

    private sealed class Rush : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute is { DayOfWeek: DayOfWeek.Monday, Hour: 9 } ? 10 : 1;
    }
}
