using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Fleet;
using ShadowFunctions.Local.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Activities;

/// <summary>The size that each minute was measured at, from the platform's metrics over the stored history to the decision.</summary>
public class SizeOfMinuteTests
{
    private const string Rising = "rising";
    private const string Before = "GP_Gen5_2";

    private static readonly DateTimeOffset Rise = FleetWorld.Start.AddHours(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resize_divides_the_minutes_with_a_gap_between_and_short_minutes_are_spent_and_learned_from()
    {
        await using var world = await FleetWorld.OpenAsync(o => o with
        {
            Stores = [new LocalStore(Rising, "rises after an hour", "GP_Gen5", Before, new RisingTrace(), [])],
        });
        for (var now = FleetWorld.Start; now < Rise.AddMinutes(40); now += TimeSpan.FromMinutes(5))
        {
            await world.RunCycleAsync();
            await world.PassAsync(TimeSpan.FromMinutes(5));
        }

        await world.RunCycleAsync();
        var operations = (await Of<ScaleOperationRepository>(world).LatestAsync(Rising, 10, Cancel)).Where(o => o.ReadyAt is not null).OrderBy(o => o.ReadyAt).ToArray();
        var operation = operations[0];
        var switched = operation.ReadyAt!.Value;
        var told = await Of<UsageHistory>(world).ReadAsync(Rising, FleetWorld.Start, world.Fleet.Now, Cancel);
        var sizes = told.GroupBy(s => s.Size).ToDictionary(g => g.Key ?? "unknown", g => (From: g.Min(s => s.Minute), To: g.Max(s => s.Minute)));
        Assert.Equal([Before, .. operations.Select(o => o.To).TakeWhile(sizes.ContainsKey)], sizes.Keys);
        Assert.True(sizes[Before].To < sizes[operation.To].From);
        var after = StoreWorld.FloorToMinute(switched);
        Assert.Contains(Enumerable.Range(0, 3).Select(m => after.AddMinutes(m)), minute => told.All(s => s.Minute != minute));
        Assert.InRange(switched - sizes[Before].To, TimeSpan.Zero, TimeSpan.FromMinutes(3));

        // Every minute short at the size before is spent, once, however many cycles saw it.
        var shortMinutes = told.Count(s => s is { Saturated: true, Size: Before });
        var memory = (await Of<PlanMemoryRepository>(world).GetAsync(Rising, Cancel))!.Value;
        Assert.InRange(shortMinutes, 3, 30);
        Assert.InRange(memory.Budget.CreditMinutes, -told.Count(s => s.Saturated), 2 - shortMinutes);
        Assert.False(told[^1].Saturated);
        Assert.Equal(told, await ReadAnewAsync(world));
    }

    [Fact]
    public async Task Use_beyond_what_the_size_of_its_minute_can_give_is_a_contradiction()
    {
        await using var world = await FleetWorld.OpenAsync();
        await world.RunCycleAsync();
        var minute = (await Of<UsageHistory>(world).LastAsync(FleetWorld.Calm, Cancel))!.Value.AddMinutes(1);
        await Of<UsageHistory>(world).AppendAsync(FleetWorld.Calm, [new UsageSample(minute, new ResourceAmounts { CpuVCores = 80 }, false, Before)], Cancel);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        await world.RunCycleAsync();

        var decision = (await Of<IDecisionLog>(world).LatestAsync(FleetWorld.Calm, 1, Cancel))[0];
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.MetricsContradictory && r.Detail.Contains(Before, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Minutes_stored_before_sizes_were_kept_read_as_of_unknown_size()
    {
        var store = new MemoryHistoryStore();
        var history = new UsageHistory(store);
        await store.AppendAsync("orders", nameof(ResourceKind.CpuVCores), [new HistoryPoint(Rise, 1), new HistoryPoint(Rise.AddMinutes(1), 2, true)], Cancel);
        await history.AppendAsync("orders", [Sample(2, 3, "S0"), Sample(3, null, "S1"), Sample(4, 1, null)], Cancel);

        var read = await history.ReadAsync("orders", Rise, Rise.AddHours(1), Cancel);

        Assert.Equal([null, null, "S0", "S1", null], read.Select(s => s.Size));
        Assert.Equal([false, true, false, false, false], read.Select(s => s.Saturated));
    }

    private static UsageSample Sample(int minute, double? cpu, string? size) =>
        new(Rise.AddMinutes(minute), new ResourceAmounts { CpuVCores = cpu, Workers = 7 }, false, size);

    /// <summary>What a process that starts now would read.</summary>
    private static async Task<IReadOnlyList<UsageSample>> ReadAnewAsync(FleetWorld world)
    {
        using var database = new SqliteStateDatabase(Path.Combine(world.StateDirectory, "state.db"));
        return await new UsageHistory(new SqliteHistoryStore(database)).ReadAsync(Rising, FleetWorld.Start, world.Fleet.Now, Cancel);
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private sealed class RisingTrace : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute < Rise ? 1 : 3;
    }
}
