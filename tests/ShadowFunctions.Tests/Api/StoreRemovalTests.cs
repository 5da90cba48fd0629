using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Tests.Shadowing;

namespace ShadowFunctions.Tests.Api;

/// <summary>A store that is removed leaves nothing behind that costs money, and its owner's shadow alone.</summary>
public class StoreRemovalTests
{
    private readonly ScriptedShadows _platform = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shadow_that_is_still_being_made_is_removed_and_its_store_kept_until_it_is_gone()
    {
        await using var world = await OpenAsync();
        await Of<StoreRepository>(world).ChangeAsync(FleetWorld.Calm, s => s with { ShadowConnection = null }, Cancel);
        await Of<ShadowAccountRepository>(world).PutAsync(FleetWorld.Calm, new ShadowAccount { StoreId = FleetWorld.Calm }, null, Cancel);
        _platform.Made.Add(FleetWorld.Calm);
        _platform.FailedRemovals = 1;

        using var first = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.NotNull(first.Headers.RetryAfter);
        Assert.True((await Of<StoreRepository>(world).GetAsync(FleetWorld.Calm, Cancel))!.Value.Paused);

        // Accepted and failed; then accepted and gone.
        using var second = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        using var third = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}");

        Assert.Equal(HttpStatusCode.NoContent, third.StatusCode);
        Assert.Empty(_platform.Made);
        Assert.Null(await Of<StoreRepository>(world).GetAsync(FleetWorld.Calm, Cancel));
        Assert.Null(await Of<ShadowAccountRepository>(world).GetAsync(FleetWorld.Calm, Cancel));
    }

    [Fact]
    public async Task A_shadow_of_the_owners_is_left_alone()
    {
        await using var world = await OpenAsync();
        _platform.Made.Add(FleetWorld.Calm);

        using var answer = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal([FleetWorld.Calm], _platform.Made);
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private Task<FleetWorld> OpenAsync() => FleetWorld.OpenAsync(services => services.AddSingleton<IShadowProvisioner>(_platform));
}
