using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Simulation;

public class LimitSearchTests
{
    private const int Days = 6;
    private const int Warm = 1;
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Split = From.AddDays(Warm + ((Days - Warm) / 2.0));
    private static readonly BacktestSettings Settings = new() { WarmUp = TimeSpan.FromDays(Warm) };
    private static readonly string[] Policies = ["predictive", "target-tracking", "static-peak"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_stricter_limit_is_never_cheaper_in_the_part_it_was_chosen_on()
    {
        var trials = LimitSearch.Try(Series(_ => 1), Policies, Settings, Cancel);
        Assert.Equal(["predictive", "target-tracking"], trials.Select(t => t.Policy).Distinct());
        foreach (var policy in trials.GroupBy(t => t.Policy))
        {
            var chosen = LimitSearch.Nines.Select(limit => (limit, Choice: LimitSearch.Choose(policy, limit))).ToList();
            Assert.NotNull(chosen[0].Choice);
            Assert.All(chosen, c => Assert.True(c.Choice is null || c.Choice.First.ShortMinutes <= c.limit * c.Choice.First.Minutes));
            Assert.All(chosen.Zip(chosen.Skip(1)), p => Assert.True(p.Second.Choice is null || p.Second.Choice.First.Cost >= p.First.Choice!.First.Cost));
        }
    }

    [Fact]
    public void No_choice_looks_at_the_part_it_is_judged_on()
    {
        var usual = LimitSearch.Try(Series(_ => 1), Policies, Settings, Cancel);
        var changed = LimitSearch.Try(Series(at => at >= Split ? 2.5 : 1), Policies, Settings, Cancel);
        Assert.Equal(usual.Select(t => t.First), changed.Select(t => t.First));
        Assert.NotEqual(usual.Select(t => t.Rest), changed.Select(t => t.Rest));
    }

    [Fact]
    public void Both_parts_together_are_the_whole()
    {
        var trials = LimitSearch.Try(Series(_ => 1), ["target-tracking"], Settings, Cancel);
        var whole = Backtest.Run(Series(_ => 1), [.. PolicySweep.Candidates("target-tracking").Select(c => c.Definition)], Settings, cancellationToken: Cancel).Policies;
        Assert.All(trials.Zip(whole), p =>
        {
            var sum = p.First.First + p.First.Rest;
            Assert.Equal(p.Second.Cost, sum.Cost, 6);
            Assert.Equal(p.Second.Result.MinutesShort, sum.ShortMinutes);
            Assert.Equal((Days - Warm) * 1440, sum.Minutes);
        });
    }

    [Fact]
    public void A_limit_that_no_setting_keeps_is_not_reached() =>
        Assert.Null(LimitSearch.Choose([new PolicyTrial("p", "s", null, new TrialPart(1, 2, 1000), default)], 0.001));

    [Fact]
    public void Storage_is_told_beside_compute_and_unknown_unless_it_is_given()
    {
        var policies = PolicyCatalog.Find(["static-peak", "target-tracking"]);
        var unknown = Backtest.Run(Series(_ => 1), policies, Settings, cancellationToken: Cancel);
        var known = Backtest.Run(Series(_ => 1), policies, Settings with { World = Settings.World with { PaidDataBytes = 250.0 * (1L << 30) } }, cancellationToken: Cancel);
        Assert.All(unknown.Policies, p => Assert.Null(p.Result.Account.StorageCost));
        Assert.All(known.Policies, p => Assert.Equal(250 * 0.115 / 730 * 24 * (Days - Warm), p.Result.Account.StorageCost!.Value, 6));
        Assert.Equal(unknown.Policies.Select(p => p.Cost), known.Policies.Select(p => p.Cost));
    }

    private static BacktestSeries Series(Func<DateTimeOffset, double> factor) => new("office", new Office(factor), From, From.AddDays(Days));

    /// <summary>Office hours with noise and a burst each day.</summary>
    private sealed class Office(Func<DateTimeOffset, double> factor) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute)
        {
            var (hour, random) = (minute.TimeOfDay.TotalHours, new Random((int)(minute.ToUnixTimeSeconds() / 300)));
            var burst = minute.Hour == 14 && minute.Minute >= minute.Day * 7 % 50 && minute.Minute < (minute.Day * 7 % 50) + 9 ? 6 : 0;
            return factor(minute) * ((2 + (9 * Math.Exp(-Math.Pow((hour - 13) / 3.5, 2)))) * (0.9 + (0.2 * random.NextDouble())) + burst);
        }
    }
}
