using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Triggers;

/// <summary>When the reactive net moves, through the whole app: after a resize, after a plan, and only when a replay of the store's own past gains.</summary>
public sealed class TriggerLoopTests
{
    private const string Wavy = "wavy";
    private const string Size = "GP_Gen5_2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_resize_the_net_is_computed_for_the_new_size()
    {
        await using var world = await FleetWorld.OpenAsync();

        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));

        var operation = Assert.Single(await Of<ScaleOperationRepository>(world).LatestAsync(FleetWorld.Short, 9, Cancel));
        Assert.Equal(ScaleOperationStatus.Verified, operation.Status);
        var settings = (await Of<TriggerRepository>(world).GetAsync(FleetWorld.Short, Cancel))!.Value;
        Assert.Equal(operation.To, settings.ForSize);
        Assert.True(settings.ComputedAt >= operation.ReadyAt, $"{settings.ComputedAt} < {operation.ReadyAt}");
    }

    [Fact]
    public async Task After_a_plan_a_net_that_rings_for_nothing_is_moved_and_the_gain_is_kept_with_it()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, cpuPercent: 40);

        await CycleAsync(world);

        var moved = (await Of<TriggerRepository>(world).GetAsync(Wavy, Cancel))!.Value;
        Assert.True(moved.CpuPercent > 40, $"{moved.CpuPercent}");
        Assert.Contains(moved.Reasons, r => r.Code == ReasonCode.TriggerMoved && r.Detail.Contains("false alarms instead of", StringComparison.Ordinal));
        Assert.Equal(moved.CpuPercent, (await Of<ITriggerControl>(world).ReadAsync(await StoreAsync(world), Cancel))!.CpuPercent);
        Assert.Contains(seen, r => r.Kind == CloudRequestKind.PutMetricAlert);

        seen.Clear();
        await CycleAsync(world);
        Assert.DoesNotContain(seen, r => r.Kind == CloudRequestKind.PutMetricAlert);
    }

    [Fact]
    public async Task A_net_that_another_place_would_not_better_stays_where_it_is()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, cpuPercent: 70);

        await CycleAsync(world);

        Assert.Equal(70, (await Of<TriggerRepository>(world).GetAsync(Wavy, Cancel))!.Value.CpuPercent);
        Assert.DoesNotContain(seen, r => r.Kind == CloudRequestKind.PutMetricAlert);
    }

    [Theory]
    [InlineData("automatic", 1)]
    [InlineData("approve", 0)]
    [InlineData("recommend", 0)]
    public async Task Serverless_bounds_that_cost_more_than_others_are_moved_where_the_owner_lets_it_be_done(string mode, int changes)
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await FleetWorld.OpenAsync(o => o with
        {
            Stores = [new LocalStore(Wavy, "kept dear", "GP_S_Gen5", "GP_S_Gen5_2", new ConstantTrace(0.4), [])],
            Platform = cloud => cloud with { Observer = seen.Enqueue },
        });
        await world.ChangeAsync(Wavy, store =>
        {
            var sizes = store["configuration"]!["preAllocation"]!;
            (store["mode"], sizes["minimumSize"], sizes["maximumSize"]) = (mode, "GP_S_Gen5_2", "GP_S_Gen5_2");
        });
        var before = new TriggerSettings { ForSize = "GP_S_Gen5_2", ComputedAt = FleetWorld.Start.AddHours(-1), ServerlessMinVCores = 2, ServerlessPauseDelayMinutes = -1 };
        await Of<ITriggerControl>(world).ApplyAsync(await StoreAsync(world), before, Cancel);
        await Of<TriggerRepository>(world).PutAsync(Wavy, before, null, Cancel);
        seen.Clear();

        await CycleAsync(world);

        Assert.Equal(changes, seen.Count(r => r.Kind == CloudRequestKind.UpdateDatabase));
        var bounds = (await Of<ICapacityControl>(world).ReadAsync(await StoreAsync(world), Cancel)).Serverless!;
        Assert.Equal(changes == 0, bounds.MinVCores == 2);
    }

    /// <summary>A store of two vCores that uses half of one, and one every half hour for five minutes; with a net of ours already there.</summary>
    private static async Task<FleetWorld> OpenAsync(ConcurrentQueue<ObservedRequest> seen, double cpuPercent)
    {
        var world = await FleetWorld.OpenAsync(o => o with
        {
            Stores = [new LocalStore(Wavy, "waves", "GP_Gen5", Size, new Waves(), [])],
            Platform = cloud => cloud with { Observer = seen.Enqueue },
        });
        var before = new TriggerSettings { ForSize = Size, ComputedAt = FleetWorld.Start.AddHours(-1), CpuPercent = cpuPercent };
        await Of<ITriggerControl>(world).ApplyAsync(await StoreAsync(world), before, Cancel);
        await Of<TriggerRepository>(world).PutAsync(Wavy, before, null, Cancel);
        seen.Clear();
        return world;
    }

    private static async Task CycleAsync(FleetWorld world)
    {
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private static async Task<Store> StoreAsync(FleetWorld world) => (await Of<StoreRepository>(world).GetAsync(Wavy, Cancel))!.Value;

    private sealed record Waves : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute.Minute % 30 < 5 ? 1 : 0.5;
    }
}
