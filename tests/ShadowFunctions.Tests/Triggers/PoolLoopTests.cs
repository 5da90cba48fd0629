using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Triggers;

/// <summary>The limits of a pool's databases through the whole app: set when one of them starves the others, told to owners who decide themselves, put back on request.</summary>
public sealed class PoolLoopTests
{
    private const string Pooled = "pooled";
    private const string Size = "GP_Gen5_8";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_with_one_noisy_database_gets_limits_once_and_removing_the_triggers_puts_the_old_ones_back()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, noisyVCores: 8);

        await CycleAsync(world);

        var settings = (await Of<TriggerRepository>(world).GetAsync(Pooled, Cancel))!.Value;
        Assert.Equal((0, 4, new PoolLimitsBefore(0, null)), (settings.PoolPerDatabaseMinVCores, settings.PoolPerDatabaseMaxVCores, settings.PoolBefore));
        Assert.Contains(settings.Reasons, r => r.Code == ReasonCode.TriggerMoved && r.Detail.Contains("0 minutes starved by another instead of 120", StringComparison.Ordinal));
        Assert.Equal(new PoolLimits(0, 4), await LimitsAsync(world));
        Assert.Equal(4, (await Of<ITriggerControl>(world).ReadAsync(await StoreAsync(world), Cancel))!.PoolPerDatabaseMaxVCores);
        Assert.Single(seen, r => r.Kind == CloudRequestKind.UpdateElasticPool);

        await CycleAsync(world);
        Assert.Single(seen, r => r.Kind == CloudRequestKind.UpdateElasticPool);
        // A look a day, not one in every pass.
        Assert.Single(seen, r => r.Kind == CloudRequestKind.ListPoolDatabases);

        using var answer = await world.SendAsync(HttpMethod.Delete, "api/triggers");
        answer.EnsureSuccessStatusCode();
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(new PoolLimits(0, 8), await LimitsAsync(world));
        Assert.Null(await Of<TriggerRepository>(world).GetAsync(Pooled, Cancel));
        Assert.Null(await Of<PoolAdviceRepository>(world).GetAsync(Pooled, Cancel));
    }

    [Fact]
    public async Task With_the_limits_the_noisy_database_is_held_and_the_others_are_served()
    {
        await using var world = await OpenAsync(new ConcurrentQueue<ObservedRequest>(), noisyVCores: 8);
        await CycleAsync(world);

        await world.PassAsync(FleetWorld.Start.AddHours(22) - world.Fleet.Now);

        var window = new MetricsQuery(await StoreAsync(world), FleetWorld.Start.AddHours(21), FleetWorld.Start.AddHours(21).AddMinutes(25));
        var members = await Of<IMetricsSource>(world).MembersAsync(window, Cancel);
        Assert.All(members.Where(m => m.Name != "noisy"), m => Assert.All(m.Minutes, v => Assert.Equal(0.9, v.CpuVCores!.Value, 0.001)));
        Assert.All(members.Single(m => m.Name == "noisy").Minutes, v => Assert.Equal((4, true), (Math.Round(v.CpuVCores!.Value, 3), v.AtLimit)));
    }

    [Theory]
    [InlineData("recommend")]
    [InlineData("approve")]
    public async Task Where_the_owner_decides_the_gain_is_told_and_nothing_is_written(string mode)
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, noisyVCores: 8);
        await world.ChangeAsync(Pooled, store => store["mode"] = mode);

        await CycleAsync(world);

        var advice = (await world.GetAsync($"api/stores/{Pooled}/shadow"))["poolAdvice"]!;
        Assert.Equal((0, 4), (advice["limits"]!["minVCores"]!.GetValue<double>(), advice["limits"]!["maxVCores"]!.GetValue<double>()));
        Assert.Contains("minutes starved", advice["gain"]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(seen, r => r.Kind == CloudRequestKind.UpdateElasticPool);
        Assert.Equal(new PoolLimits(0, 8), await LimitsAsync(world));
    }

    [Fact]
    public async Task A_pool_whose_databases_do_not_meet_is_left_alone()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, noisyVCores: 2);

        await CycleAsync(world);

        Assert.Null((await Of<PoolAdviceRepository>(world).GetAsync(Pooled, Cancel))!.Value.Gain);
        Assert.DoesNotContain(seen, r => r.Kind == CloudRequestKind.UpdateElasticPool);
        Assert.Null((await Of<TriggerRepository>(world).GetAsync(Pooled, Cancel))!.Value.PoolPerDatabaseMaxVCores);
    }

    [Fact]
    public async Task Databases_that_may_not_be_listed_leave_the_limits_alone_and_the_pass_goes_on()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(seen, noisyVCores: 8, new FaultRule { Request = CloudRequestKind.ListPoolDatabases, First = 1, Count = 99, Status = 403 });

        await CycleAsync(world);
        await CycleAsync(world);

        Assert.Null((await Of<PoolAdviceRepository>(world).GetAsync(Pooled, Cancel))!.Value.Limits);
        Assert.Single(seen, r => r.Kind == CloudRequestKind.ListPoolDatabases);
        Assert.NotNull(await Of<TriggerRepository>(world).GetAsync(Pooled, Cancel));
    }

    [Fact]
    public async Task An_event_of_one_database_is_planned_as_what_it_does_to_the_pool()
    {
        await using var world = await OpenAsync(new ConcurrentQueue<ObservedRequest>(), noisyVCores: 0.9);
        const string body = """{"startLocal":"2026-09-01T12:00:00","endLocal":"2026-09-01T14:00:00","multiplier":6,"relativeUncertainty":0.1,"database":"quiet0"}""";
        using var put = await world.SendAsync(HttpMethod.Put, $"api/stores/{Pooled}/scenarios/sale", body);
        put.EnsureSuccessStatusCode();

        var scenario = (await Of<ScenarioRepository>(world).GetAsync(Pooled, "sale", Cancel))!.Value;
        var members = await Of<IMetricsSource>(world).MembersAsync(new MetricsQuery(await StoreAsync(world), FleetWorld.Start.AddMinutes(-60), FleetWorld.Start.AddMinutes(-30)), Cancel);
        var share = 0.9 / members.Sum(m => m.Minutes[0].CpuVCores!.Value);
        Assert.Equal(("quiet0", 6), (scenario.Database, scenario.DatabaseMultiplier));
        Assert.Equal(1 + (5 * share), scenario.Multiplier!.Value, 0.05);

        using var unknown = await world.SendAsync(HttpMethod.Put, $"api/stores/{Pooled}/scenarios/sale", body.Replace("quiet0", "loud", StringComparison.Ordinal));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("quiet3", await unknown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>A pool of eight vCores whose size stays: half an hour a day one database takes what it can, while four others use a little each.</summary>
    private static async Task<FleetWorld> OpenAsync(ConcurrentQueue<ObservedRequest> seen, double noisyVCores, params FaultRule[] faults)
    {
        EmulatedMember[] members =
            [new("noisy", new Nightly(noisyVCores)), .. Enumerable.Range(0, 4).Select(i => new EmulatedMember($"quiet{i}", new ConstantTrace(0.9)))];
        var world = await FleetWorld.OpenAsync(o => o with
        {
            Stores = [new LocalStore(Pooled, "one noisy, four quiet", "GP_Gen5", Size, new PoolTrace(members), []) { Members = members }],
            Platform = cloud => cloud with { Observer = seen.Enqueue, Faults = new FaultScript { Rules = faults } },
        });
        await world.ChangeAsync(Pooled, store =>
        {
            var sizes = store["configuration"]!["preAllocation"]!;
            (sizes["minimumSize"], sizes["maximumSize"]) = (Size, Size);
        });
        return world;
    }

    private static async Task CycleAsync(FleetWorld world)
    {
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));
    }

    private static async Task<PoolLimits?> LimitsAsync(FleetWorld world) =>
        (await Of<ICapacityControl>(world).ReadAsync(await StoreAsync(world), Cancel)).PerDatabase;

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private static async Task<Store> StoreAsync(FleetWorld world) => (await Of<StoreRepository>(world).GetAsync(Pooled, Cancel))!.Value;

    private sealed record Nightly(double VCores) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute is { Hour: 3, Minute: < 30 } ? VCores : 0.3;
    }
}
