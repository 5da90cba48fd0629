using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Tests.Triggers;

/// <summary>What ended long ago is forgotten, the audit log never is.</summary>
public class PurgeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_ended_before_the_retention_is_forgotten_and_the_audit_log_stays()
    {
        await using var world = await FleetWorld.OpenAsync(("Shadow:RetentionDays", "1"));
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Contains(await InstancesAsync(world), id => id.StartsWith("scale-", StringComparison.Ordinal));
        await world.PassAsync(TimeSpan.FromDays(2));
        var kept = await world.RunCycleAsync();

        await PurgeAsync(world);
        await PurgeAsync(world);

        Assert.DoesNotContain(await InstancesAsync(world), id => id.StartsWith("scale-", StringComparison.Ordinal) && !id.Contains(kept, StringComparison.Ordinal));
        Assert.Equal([kept], (await Of<CycleRepository>(world).LatestAsync(9, Cancel)).Select(c => c.Id));
        Assert.Equal([kept], (await Of<StoreCycleRepository>(world).LatestAsync(FleetWorld.Short, 9, Cancel)).Select(p => p.CycleId));
        Assert.True((await Of<IDecisionLog>(world).LatestAsync(FleetWorld.Short, 9, Cancel)).Count >= 2);
        Assert.NotEmpty(await Of<ScaleOperationRepository>(world).LatestAsync(FleetWorld.Short, 9, Cancel));
    }

    [Fact]
    public async Task What_is_young_or_has_not_ended_stays()
    {
        await using var world = await FleetWorld.OpenAsync(("Shadow:RetentionDays", "1"));
        await world.AskOwnerOfAsync(FleetWorld.Short);
        var cycle = await world.RunCycleAsync();
        var before = await InstancesAsync(world);

        await PurgeAsync(world);

        Assert.Equal(before, await InstancesAsync(world));
        Assert.Equal([cycle], (await Of<CycleRepository>(world).LatestAsync(9, Cancel)).Select(c => c.Id));
    }

    [Fact]
    public async Task A_pass_that_never_ended_and_a_cycle_that_was_never_dispatched_outlive_the_retention()
    {
        await using var world = await FleetWorld.OpenAsync(("Shadow:RetentionDays", "1"));
        var (cycles, passes) = (Of<CycleRepository>(world), Of<StoreCycleRepository>(world));
        var old = FleetWorld.Start.AddDays(-9);
        foreach (var day in new[] { 0, 1, 2 })
        {
            var id = $"2026010{day}T0000Z";
            await cycles.RecordAsync(new Cycle { Id = id, At = old.AddDays(day), Source = CycleSource.Timer }, Cancel);
            await passes.AssignAsync(new StoreCycle { StoreId = FleetWorld.Calm, CycleId = id, AssignedAt = old.AddDays(day) }, Cancel);
        }

        await cycles.CompleteAsync((await cycles.FindAsync("20260101T0000Z", Cancel))!, Cancel);
        await passes.EndAsync(FleetWorld.Calm, "20260101T0000Z", p => p with { Status = StoreCycleStatus.Completed, EndedAt = old }, Cancel);

        await PurgeAsync(world);

        Assert.Equal(["20260102T0000Z", "20260100T0000Z"], (await cycles.LatestAsync(9, Cancel)).Select(c => c.Id));
        Assert.Equal(["20260102T0000Z", "20260100T0000Z"], (await passes.LatestAsync(FleetWorld.Calm, 9, Cancel)).Select(p => p.CycleId));
    }

    [Fact]
    public async Task A_round_is_bounded_and_the_next_goes_on()
    {
        await using var world = await FleetWorld.OpenAsync(("Shadow:RetentionDays", "1"));
        var claims = Of<AlertClaimRepository>(world);
        for (var i = 0; i < 7; i++)
        {
            await claims.ClaimAsync(new AlertClaim($"2026082{i}T000000Z-0000000000000000", FleetWorld.Start.AddDays(-9 + i)), Cancel);
        }

        Assert.Equal(5, await claims.PurgeAsync(FleetWorld.Start, 5, Cancel));
        Assert.Equal(2, await claims.PurgeAsync(FleetWorld.Start, 5, Cancel));
        Assert.Equal(0, await claims.PurgeAsync(FleetWorld.Start, 5, Cancel));
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private static Task PurgeAsync(FleetWorld world) => Of<Purge>(world).RunAsync(Of<DurableTaskClient>(world), Cancel);

    private static async Task<List<string>> InstancesAsync(FleetWorld world)
    {
        List<string> ids = [];
        await foreach (var instance in Of<DurableTaskClient>(world).GetAllInstancesAsync())
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }
}
