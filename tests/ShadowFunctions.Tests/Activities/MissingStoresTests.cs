using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Tests.Activities;

/// <summary>A store that its owner listed and whose database is gone: through the whole app, over the emulated Azure.</summary>
public class MissingStoresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_reported_once_left_alone_and_never_forgotten()
    {
        await using var world = await OpenAsync();
        await world.PassAsync(TimeSpan.FromMinutes(2));

        await world.RunCycleAsync();

        var calm = await StoreAsync(world, FleetWorld.Calm);
        Assert.Equal(world.Fleet.Now, calm.MissingSince);
        var passes = await PassesAsync(world);
        Assert.Equal(StoreCycleStatus.Failed, Assert.Single(passes).Status);

        await world.PassAsync(TimeSpan.FromDays(8));
        await world.RunCycleAsync();

        Assert.Equal(calm, (await StoreAsync(world, FleetWorld.Calm)) with { Configuration = calm.Configuration });
        Assert.Equal(passes.Count, (await PassesAsync(world)).Count);
        var decisions = await Of<IDecisionLog>(world).LatestAsync(FleetWorld.Calm, 9, Cancel);
        Assert.Single(decisions, d => d.Reasons.Any(r => r.Code == ReasonCode.StoreMissing));
    }

    [Fact]
    public async Task It_is_worked_on_again_once_it_is_back()
    {
        await using var world = await OpenAsync();
        await world.PassAsync(TimeSpan.FromMinutes(2));
        foreach (var id in new[] { FleetWorld.Calm, FleetWorld.Short })
        {
            await Of<StoreRepository>(world).ChangeAsync(id, s => s with { MissingSince = FleetWorld.Start }, Cancel);
        }

        await Of<MissingStores>(world).LookAgainAsync(Cancel);

        Assert.Null((await StoreAsync(world, FleetWorld.Short)).MissingSince);
        Assert.Equal(FleetWorld.Start, (await StoreAsync(world, FleetWorld.Calm)).MissingSince);
    }

    [Fact]
    public async Task One_that_was_found_by_its_tags_is_left_to_the_inventory()
    {
        await using var world = await OpenAsync();
        await Of<StoreRepository>(world).ChangeAsync(FleetWorld.Short, s => s with { Discovered = true }, Cancel);

        await Of<MissingStores>(world).NoticeAsync(await StoreAsync(world, FleetWorld.Short), Cancel);

        Assert.Null((await StoreAsync(world, FleetWorld.Short)).MissingSince);
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private static async Task<Store> StoreAsync(FleetWorld world, string id) => (await Of<StoreRepository>(world).GetAsync(id, Cancel))!.Value;

    private static Task<IReadOnlyList<StoreCycle>> PassesAsync(FleetWorld world) => Of<StoreCycleRepository>(world).LatestAsync(FleetWorld.Calm, 99, Cancel);

    /// <summary>Somebody deletes the database of one store after a minute.</summary>
    private static Task<FleetWorld> OpenAsync() => FleetWorld.OpenAsync(o => o with
    {
        Platform = cloud => cloud with { Faults = cloud.Faults with { Others = [new ForeignChange(FleetWorld.Calm, FleetWorld.Start.AddMinutes(1), null)] } },
    });
}
