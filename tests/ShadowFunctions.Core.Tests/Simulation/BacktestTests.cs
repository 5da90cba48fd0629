using System.Text.Json;
using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Simulation;

public class BacktestTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    private static BacktestSeries Series(DemandPattern pattern, int days, long seed = 4) =>
        new($"{pattern}", new GeneratedTrace(pattern, seed), Start, Start.AddDays(days));

    [Theory]
    [InlineData(DemandPattern.DailyWeekly, 0.0, 0.0)]
    [InlineData(DemandPattern.BatchSpikes, 0.005, 0.02)]
    [InlineData(DemandPattern.NoPattern, 0.02, 0.02)]
    public void Nobody_who_keeps_the_limit_pays_less_than_the_optimum(DemandPattern pattern, double limit, double failed)
    {
        var settings = new BacktestSettings { ShortLimit = limit };
        settings = settings with { World = settings.World with { FailedOperationShare = failed } };
        var result = Backtest.Run(Series(pattern, 4), PolicyCatalog.All, settings, cancellationToken: TestContext.Current.CancellationToken);
        var optimum = result.Find("optimum")!;

        Assert.True(optimum.ShortShare <= limit, $"short {optimum.ShortShare}");
        Assert.Equal(PolicyCatalog.All.Select(p => p.Name), result.Policies.Select(p => p.Name));
        Assert.All(result.Policies.Where(p => p.ShortShare <= limit), p => Assert.True(p.Cost >= optimum.Cost - 1e-9, $"{p.Name} pays {p.Cost}, the optimum {optimum.Cost}"));
        Assert.Contains(result.Policies, p => p.Name != "optimum" && p.ShortShare <= limit);
    }

    [Fact]
    public void The_optimum_is_what_trying_every_plan_finds() =>
        Gen.Select(Gen.Double[0.5, 11].Array[1, 5], Gen.Int[0, 90]).Sample((levels, allowed) =>
        {
            // Every hour has its level, and a spike of half as much again for a third of it.
            double[] demand = [.. levels.SelectMany(l => Enumerable.Range(0, 60).Select(m => m % 3 == 0 ? l * 1.5 : l))];
            var ladder = new SizeLadder("four", [.. Ladder.Sizes.Take(4)]);
            var profile = new LoadProfile();
            var request = new OptimumRequest(demand, ladder, profile, new WorldOptions(), (double)allowed / demand.Length);
            var (cost, shortMinutes) = Bill(Optimum.Solve(request), demand, ladder);
            var unavoidable = demand.Count(d => d > ladder.Largest.VCores);
            var best = Plans(levels.Length, ladder.Sizes.Count)
                .Select(p => Bill([.. p.SelectMany(s => Enumerable.Repeat((byte)s, 60))], demand, ladder))
                .Where(b => b.Short <= Math.Max(allowed, unavoidable))
                .Min(b => b.Cost);

            Assert.True(shortMinutes <= Math.Max(allowed, unavoidable));
            Assert.Equal(best, cost, 6);
        });

    [Fact]
    public void Without_short_minutes_nobody_pays_less_per_second_than_the_bound()
    {
        var settings = new BacktestSettings { Ladder = SizeCatalog.Embedded.Ladder("GP_S_Gen5") };
        var result = Backtest.Run(Series(DemandPattern.DailyWeekly, 3), PolicyCatalog.All, settings, cancellationToken: TestContext.Current.CancellationToken);
        var optimum = result.Find("optimum")!;

        Assert.Equal(0, optimum.Result.MinutesShort);
        Assert.All(result.Policies.Where(p => p.Result.MinutesShort == 0), p => Assert.True(p.Cost >= optimum.Cost - 1e-9, p.Name));
    }

    [Theory]
    [InlineData(DemandPattern.BatchSpikes)]
    [InlineData(DemandPattern.NoPattern)]
    public void Short_minutes_count_against_the_limit_where_the_demand_itself_is_seen_too(DemandPattern pattern)
    {
        var settings = new BacktestSettings { ShortLimit = 0.005, ObservedDemand = true };
        var result = Backtest.Run(Series(pattern, 12), [.. PolicyCatalog.All.Where(p => p.Name == "predictive")], settings, cancellationToken: TestContext.Current.CancellationToken);

        // Twelve days are too few to keep it exactly; uncounted they came to 3.5 and 2.5 %.
        Assert.InRange(Assert.Single(result.Policies).ShortShare, 0, 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_and_another_seed_other_latencies()
    {
        static string Run(long seed) => JsonSerializer.Serialize(Backtest.Run(
            Series(DemandPattern.BatchSpikes, 3), PolicyCatalog.All, new BacktestSettings { Seed = seed }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }

    [Fact]
    public void The_same_numbered_operation_of_every_policy_takes_equally_long()
    {
        var result = Backtest.Run(
            Series(DemandPattern.DailyWeekly, 3),
            PolicyCatalog.Find(["threshold-70-30", "target-tracking", "azure-sample"]),
            new BacktestSettings(),
            cancellationToken: TestContext.Current.CancellationToken);
        var draws = result.Policies.SelectMany(p => p.Result.Operations).GroupBy(o => o.Ordinal).ToList();

        Assert.Contains(draws, d => d.Count() > 1);
        Assert.All(draws, d => Assert.Single(d.Select(o => o.SwitchAt - o.RequestedAt).Distinct()));
    }

    [Fact]
    public void Only_whole_hours_after_the_warm_up_are_scored()
    {
        var series = Series(DemandPattern.DailyWeekly, 3) with { From = Start.AddMinutes(25), To = Start.AddDays(2).AddMinutes(50) };

        Assert.Equal((Start.AddHours(17), Start.AddHours(48)), Backtest.Window(series, new BacktestSettings()));
        Assert.Equal((Start.AddHours(3), Start.AddHours(48)), Backtest.Window(series, new BacktestSettings { WarmUp = TimeSpan.FromHours(2) }));
        Assert.Equal(Start.AddDays(5), Backtest.Window(Series(DemandPattern.DailyWeekly, 20), new BacktestSettings()).From);
        var error = Assert.Throws<ArgumentException>(() => Backtest.Window(series with { To = Start.AddMinutes(80) }, new BacktestSettings()));
        Assert.Contains("DailyWeekly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_that_fail_leave_the_size_and_are_tried_again()
    {
        var settings = new BacktestSettings();
        settings = settings with { World = settings.World with { FailedOperationShare = 0.5 } };
        var result = Backtest.Run(Series(DemandPattern.DailyWeekly, 4), PolicyCatalog.Find(["predictive", "target-tracking"]), settings, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(result.Policies, p =>
        {
            Assert.Contains(p.Result.Operations, o => o.Failed);
            foreach (var (failed, next) in p.Result.Operations.Zip(p.Result.Operations.Skip(1)).Where(o => o.First.Failed))
            {
                Assert.Equal(failed.From, next.From);
            }
        });
    }

    private static (double Cost, int Short) Bill(byte[] plan, double[] demand, SizeLadder ladder) =>
        (plan.Chunk(60).Sum(hour => ladder.Sizes[hour.Max()].PricePerHour), demand.Where((d, i) => d > ladder.Sizes[plan[i]].VCores).Count());

    private static IEnumerable<int[]> Plans(int hours, int sizes) => hours == 0
        ? [[]]
        : Plans(hours - 1, sizes).SelectMany(p => Enumerable.Range(0, sizes).Select(s => (int[])[.. p, s]));
}
