using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Tests.Rehearsal;

public sealed class ArrivalScheduleTests
{
    private static readonly Gen<double[]> Rates = Gen.OneOf(Gen.Const(0.0), Gen.Double[0.001, 500]).Array[1, 12].Where(r => r.Sum() > 0);

    [Fact]
    public void Numbers_follow_the_rates_with_a_floor_for_rare_statements() => Gen.Select(Rates, Gen.Int[10, 3000]).Sample((rates, count) =>
    {
        const int Least = 5;
        var parts = ArrivalSchedule.Allocate(rates, count, Least);
        var floor = Math.Min(Least, count / rates.Count(r => r > 0));
        Assert.Equal(count, parts.Sum());
        Assert.All(parts.Zip(rates), p => Assert.True(p.Second > 0 ? p.First >= floor : p.First == 0));
    });

    [Fact]
    public void Arrivals_are_open_loop_at_the_profile_rate()
    {
        var units = new[] { Unit("a", 80), Unit("b", 20) };
        var schedule = ArrivalSchedule.Create(units, new WorkloadSettings { MaxStatements = 5000 }, 3);
        Assert.Equal(5000, schedule.Count);
        Assert.InRange(schedule[^1].AtSeconds, 48, 52);
        Assert.Equal(schedule.OrderBy(a => a.AtSeconds), schedule);
    }

    [Fact]
    public void A_short_run_of_a_slow_mix_stays_within_its_seconds() =>
        Assert.Equal(6, ArrivalSchedule.Create([Unit("a", 0.1)], new WorkloadSettings { MaxSeconds = 60 }, 3).Count);

    [Fact]
    public void A_quiet_store_runs_each_of_its_statements_the_fewest_times()
    {
        var schedule = ArrivalSchedule.Create([Unit("a", 0.1), Unit("b", 0.001)], new WorkloadSettings { MaxSeconds = 60, MinExecutions = 8 }, 3);
        Assert.Equal([8, 8], schedule.GroupBy(a => a.Unit).OrderBy(g => g.Key).Select(g => g.Count()));
    }

    [Fact]
    public void The_owners_most_statements_bind_before_the_fewest_of_each()
    {
        var units = Enumerable.Range(0, 30).Select(i => Unit($"s{i}", 1)).ToArray();
        Assert.Equal(60, ArrivalSchedule.Create(units, new WorkloadSettings { MaxStatements = 60, MinExecutions = 5 }, 3).Count);
    }

    [Fact]
    public void Transactions_do_not_lead_past_the_owners_most_statements()
    {
        LoadUnit[] units = [new("alone", [0], 50), new("three", [1, 2, 3], 50, IsTransaction: true)];
        var schedule = ArrivalSchedule.Create(units, new WorkloadSettings { MaxStatements = 100 }, 3);
        Assert.InRange(schedule.Sum(a => units[a.Unit].Statements.Count), 33, 100);
        Assert.Equal(schedule.Count(a => a.Unit == 0), schedule.Count(a => a.Unit == 1), 1.0);
    }

    private static LoadUnit Unit(string name, double rate) => new(name, [0], rate);
}
