using System.Text.Json;
using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Tests.Simulation;

public class StoreWorldTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    private static StoreWorld World(IDemandTrace trace, long seed = 1, WorldOptions? options = null) =>
        new(trace, n => SizeCatalog.Embedded.FindSize(n)!, new LoadProfile(), seed, options);

    private static (StoreState State, List<MinuteOutcome> Minutes) Live(StoreWorld world, StoreState state, int minutes)
    {
        var outcomes = new List<MinuteOutcome>();
        for (var i = 0; i < minutes; i++)
        {
            (state, var outcome) = world.Advance(state);
            outcomes.Add(outcome);
        }

        return (state, outcomes);
    }

    [Fact]
    public void Work_is_conserved_whatever_arrives() =>
        Gen.Double[0, 40].Array[1, 120].Sample(demands =>
        {
            var (state, minutes) = Live(World(new Series(demands)), StoreWorld.Begin(Start, "GP_Gen5_8"), demands.Length);
            var account = minutes.Aggregate(WorldAccount.Empty, (a, m) => a.Add(m));

            Assert.Equal(demands.Sum(), account.ArrivedVCoreMinutes, 6);
            Assert.Equal(account.ArrivedVCoreMinutes, account.ServedVCoreMinutes + account.DroppedVCoreMinutes + state.BacklogVCoreMinutes.Sum(), 6);
            Assert.All(minutes, m => Assert.True(m.ServedVCores <= m.CapacityVCores + 1e-9));
        });

    [Fact]
    public void Unserved_work_is_served_later_when_there_is_room()
    {
        var (_, minutes) = Live(World(new Series([12, 2, 2])), StoreWorld.Begin(Start, "GP_Gen5_8"), 3);

        Assert.Equal([8.0, 6.0, 2.0], minutes.Select(m => Math.Round(m.ServedVCores, 9)));
        Assert.Equal([true, false, false], minutes.Select(m => m.Saturated));
        Assert.Equal(4.0 / 60, minutes[0].UnservedVCoreHours, 9);
    }

    [Fact]
    public void Work_that_waited_a_quarter_of_an_hour_is_given_up_and_counted()
    {
        var (state, minutes) = Live(World(new ConstantTrace(10)), StoreWorld.Begin(Start, "GP_Gen5_8"), 120);

        Assert.True(state.BacklogVCoreMinutes.Count <= new WorldOptions().PatienceMinutes);
        Assert.Equal(2, minutes[^1].DroppedVCoreMinutes, 6);
    }

    [Fact]
    public void A_larger_size_is_never_short_more_often_nor_by_more() =>
        Gen.Select(Gen.Double[0, 60].Array[30, 90], Gen.Int[0, Ladder.Sizes.Count - 2]).Sample((demands, i) =>
        {
            WorldAccount Run(string size) => Live(World(new Series(demands)), StoreWorld.Begin(Start, size), demands.Length)
                .Minutes.Aggregate(WorldAccount.Empty, (a, m) => a.Add(m));
            var (small, large) = (Run(Ladder.Sizes[i].Name), Run(Ladder.Sizes[i + 1].Name));

            Assert.True(large.MinutesShort <= small.MinutesShort);
            Assert.True(large.UnservedVCoreHours <= small.UnservedVCoreHours);
        });

    [Fact]
    public void A_resize_takes_minutes_drops_connections_and_leaves_a_minute_without_metrics()
    {
        static double Usable(MinuteOutcome minute) => minute.CapacityVCores - minute.LostVCores;
        var world = World(new ConstantTrace(5), options: new WorldOptions { ColdCacheExtraReads = 0 });
        var asked = world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start.AddSeconds(20));
        var change = Assert.Single(asked.Switches);
        var (state, minutes) = Live(world, asked, 15);
        var index = (int)(change.SwitchAt - Start).TotalMinutes;

        Assert.InRange((change.SwitchAt - change.RequestedAt).TotalSeconds, 120, 600);
        Assert.Equal("GP_Gen5_16", state.Size);
        Assert.Equal("GP_Gen5_8", minutes[index - 1].Size);
        Assert.Equal("GP_Gen5_16", minutes[index].Size);
        Assert.Equal([index + 1], minutes.Select((m, i) => (m.MetricsMissing, i)).Where(m => m.MetricsMissing).Select(m => m.i));
        var (before, after) = (change.SwitchAt - minutes[index].Minute, minutes[index].Minute.AddMinutes(1) - change.SwitchAt);
        var lost = 16 * change.Downtime.TotalMinutes;
        Assert.Equal((8 * before.TotalMinutes) + (16 * after.TotalMinutes) - lost, Usable(minutes[index]) + Usable(minutes[index + 1]) - 16, 6);
    }

    [Fact]
    public void One_resize_at_a_time_and_a_cancelled_one_changes_nothing()
    {
        var world = World(new ConstantTrace(5));
        var asked = world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start);

        Assert.Throws<InvalidOperationException>(() => world.BeginResize(asked, "GP_Gen5_24", Start.AddSeconds(10)));
        var cancelled = StoreWorld.CancelResize(asked, Start.AddSeconds(30));
        var (state, _) = Live(world, cancelled, 20);
        Assert.Equal("GP_Gen5_8", state.Size);
        Assert.Equal(2, world.BeginResize(state, "GP_Gen5_16", state.Minute).Resizes);
    }

    [Fact]
    public void A_clock_hour_is_billed_at_the_highest_size_in_it()
    {
        var world = World(new ConstantTrace(1));
        var state = world.BeginResize(StoreWorld.Begin(Start.AddMinutes(50), "GP_Gen5_8"), "GP_Gen5_16", Start.AddMinutes(50));
        while (StoreWorld.InFlight(state, state.Minute) is not null)
        {
            state = world.Advance(state).State;
        }

        var account = WorldAccount.Empty;
        state = world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start.AddMinutes(10));
        var shrunk = false;
        while (state.Minute < Start.AddHours(3))
        {
            if (!shrunk && state.Minute == Start.AddMinutes(70))
            {
                state = world.BeginResize(state, "GP_Gen5_2", state.Minute);
                shrunk = true;
            }

            (state, var outcome) = world.Advance(state);
            account = account.Add(outcome);
        }

        // 06: grew to 16 · 07: began at 16 · 08: at 2 throughout.
        var (large, small) = (Ladder["GP_Gen5_16"].PricePerHour, Ladder["GP_Gen5_2"].PricePerHour);
        Assert.Equal((2 * large) + small, account.Cost, 9);
    }

    [Fact]
    public void A_serverless_size_is_billed_by_what_it_used_and_at_least_its_minimum()
    {
        var size = SizeCatalog.Embedded.FindSize("GP_S_Gen5_16")!;
        var world = World(new Series([0, 10]));
        var (_, minutes) = Live(world, StoreWorld.Begin(Start, size.Name), 2);
        var perVCoreMinute = size.PricePerHour / size.VCores / 60;

        Assert.Equal(size.MinVCores!.Value * perVCoreMinute, minutes[0].PerSecondCost, 9);
        Assert.Equal(10 * perVCoreMinute, minutes[1].PerSecondCost, 9);
        Assert.Equal(0, minutes[1].ClockHourPrice);
    }

    [Fact]
    public void The_same_seed_lives_the_same_life()
    {
        string Run()
        {
            var world = World(new GeneratedTrace(DemandPattern.DailyWeekly, 3), 3);
            var state = world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start);
            var (end, minutes) = Live(world, state, 120);
            return JsonSerializer.Serialize((object)new { end, minutes });
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void A_state_survives_being_written_down()
    {
        var world = World(new ConstantTrace(9));
        var state = Live(world, world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start), 2).State;
        var read = JsonSerializer.Deserialize<StoreState>(JsonSerializer.Serialize(state))!;

        Assert.Equal(JsonSerializer.Serialize(Live(world, state, 30).Minutes), JsonSerializer.Serialize(Live(world, read, 30).Minutes));
    }

    [Fact]
    public void A_limit_other_than_cpu_binds_where_it_is_reached_first()
    {
        var hungry = new LoadProfile { LogBytesPerSecondPerVCore = 10 * 1024 * 1024 };

        Assert.Equal(4.5 * 8 / 10, hungry.CapacityVCores(Ladder["GP_Gen5_8"]), 6);
        Assert.Equal(8, new LoadProfile().CapacityVCores(Ladder["GP_Gen5_8"]), 6);
    }

    [Fact]
    public void A_resize_that_fails_leaves_the_size_the_bill_and_the_connections()
    {
        var world = World(new ConstantTrace(5), options: new WorldOptions { FailedOperationShare = 1, Latency = new LatencyRange(4, 4) });
        var asked = world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_8"), "GP_Gen5_16", Start);
        var (state, minutes) = Live(world, asked, 10);

        Assert.True(asked.Switches[0].Failed);
        Assert.Equal("GP_Gen5_8", state.Size);
        Assert.All(minutes, m => Assert.Equal((Ladder["GP_Gen5_8"].PricePerHour, 0.0, false), (m.ClockHourPrice, m.InterruptedSeconds, m.MetricsMissing)));
        Assert.Null(StoreWorld.InFlight(asked, Start.AddMinutes(4)));
        Assert.NotNull(StoreWorld.InFlight(asked, Start.AddMinutes(3)));
    }

    [Fact]
    public void A_cold_cache_costs_capacity_where_reads_hit_the_limit_and_warms_up()
    {
        var world = World(new ConstantTrace(8), options: new WorldOptions { Latency = new LatencyRange(3, 3) });
        var (_, minutes) = Live(world, world.BeginResize(StoreWorld.Begin(Start, "GP_Gen5_16"), "GP_Gen5_8", Start), 20);

        // Three times the reads: 320 a second and vCore serve two thirds of the vCores that 160 each would.
        Assert.Equal(0, minutes[2].LostVCores);
        Assert.Equal(8 - (8 * 320 / 480.0 * (60 - minutes[3].InterruptedSeconds) / 60), minutes[3].LostVCores, 6);
        Assert.True(minutes[4].LostVCores > 0 && minutes[4].LostVCores < minutes[3].LostVCores);
        Assert.Equal(0, minutes[9].LostVCores);
        Assert.DoesNotContain(minutes, m => m.IsShort);
        Assert.True(minutes[3].ServedVCores < 8 && minutes[3].BacklogVCoreMinutes > 0);
    }

    [Fact]
    public void A_switch_at_the_full_hour_leaves_the_new_hour_to_the_new_size()
    {
        var world = World(new ConstantTrace(1), options: new WorldOptions { Latency = new LatencyRange(5, 5) });
        var state = world.BeginResize(StoreWorld.Begin(Start.AddMinutes(55), "GP_Gen5_16"), "GP_Gen5_2", Start.AddMinutes(55));
        var account = Live(world, state, 65).Minutes.Aggregate(WorldAccount.Empty, (a, m) => a.Add(m));

        Assert.Equal(Ladder["GP_Gen5_16"].PricePerHour + Ladder["GP_Gen5_2"].PricePerHour, account.Cost, 9);
    }

    [Fact]
    public void Without_patience_what_cannot_be_served_is_lost_at_once()
    {
        var (state, minutes) = Live(World(new Series([12, 2]), options: new WorldOptions { PatienceMinutes = 0 }), StoreWorld.Begin(Start, "GP_Gen5_8"), 2);

        Assert.Equal((8.0, 4.0), (minutes[0].ServedVCores, minutes[0].DroppedVCoreMinutes));
        Assert.Equal(2, minutes[1].ServedVCores);
        Assert.Empty(state.BacklogVCoreMinutes);
    }

    [Fact]
    public void Drawn_latencies_are_whole_minutes_of_their_range_all_of_them()
    {
        var minutes = Enumerable.Range(1, 400).Select(i => new LatencyRange(3, 10).Draw(9, i).TotalMinutes).ToList();

        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], minutes.Distinct().Order());
    }

    private sealed class Series(double[] demands) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => demands[(int)(minute - Start).TotalMinutes];
    }
}
