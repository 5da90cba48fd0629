using CsCheck;
using ShadowFunctions.Core.Model;
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
        var items = new[] { Item("a", 80), Item("b", 20) };
        var schedule = ArrivalSchedule.Create(items, new WorkloadSettings { MaxStatements = 5000 }, 3);
        Assert.Equal(5000, schedule.Count);
        Assert.InRange(schedule[^1].AtSeconds, 48, 52);
        Assert.Equal(schedule.OrderBy(a => a.AtSeconds), schedule);
    }

    [Fact]
    public void A_short_run_of_a_slow_mix_stays_within_its_seconds() =>
        Assert.Equal(6, ArrivalSchedule.Create([Item("a", 0.1)], new WorkloadSettings { MaxSeconds = 60 }, 3).Count);

    [Fact]
    public void A_quiet_store_runs_each_of_its_statements_the_fewest_times()
    {
        var schedule = ArrivalSchedule.Create([Item("a", 0.1), Item("b", 0.001), Item("c", 0)], new WorkloadSettings { MaxSeconds = 60, MinExecutions = 8 }, 3);
        Assert.Equal([8, 8], schedule.GroupBy(a => a.Item).OrderBy(g => g.Key).Select(g => g.Count()));
    }

    [Fact]
    public void The_owners_most_statements_bind_before_the_fewest_of_each()
    {
        var items = Enumerable.Range(0, 30).Select(i => Item($"s{i}", 1)).ToArray();
        Assert.Equal(60, ArrivalSchedule.Create(items, new WorkloadSettings { MaxStatements = 60, MinExecutions = 5 }, 3).Count);
    }

    private static WorkloadItem Item(string id, double rate) => new(new QueryTemplate(id, "SELECT 1", QueryClass.Read), rate);
}
