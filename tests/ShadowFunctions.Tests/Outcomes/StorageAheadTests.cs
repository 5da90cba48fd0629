using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The way from the outlook on stored bytes, made once an hour, to the limit on the platform.</summary>
public sealed class StorageAheadTests
{
    private const double Gib = 1L << 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_limit_on_the_platform_grows_for_what_the_stores_outlook_foretells()
    {
        await using var world = await FleetWorld.OpenAsync();
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));
        var outlooks = world.Fleet.Services.GetRequiredService<OutlookRepository>();
        var outlook = (await outlooks.GetAsync(FleetWorld.Calm, Cancel))!.Value;
        var store = (await world.Fleet.Services.GetRequiredService<StoreRepository>().GetAsync(FleetWorld.Calm, Cancel))!.Value;
        var capacity = world.Fleet.Services.GetRequiredService<ICapacityControl>();
        var before = (await capacity.ReadAsync(store, Cancel)).MaxDataBytes!.Value;
        var growing = new StorageOutlook
        {
            Origin = outlook.Origin,
            Bytes = 0.5 * before,
            BytesPerDay = before / 14,
            DeviationBytesPerDay = 0,
            Growths = 30,
            ObservedDays = 30,
        };
        await outlooks.PutAsync(FleetWorld.Calm, outlook with { CreatedAt = world.Fleet.Now, Storage = growing }, "*", Cancel);

        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));

        var decisions = await world.Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(FleetWorld.Calm, 100, Cancel);
        var reason = Assert.Single(decisions.SelectMany(d => d.Reasons), r => r.Code == ReasonCode.StorageAhead);
        Assert.Contains("foretold for 2026-09-07, 7 days ahead", reason.Detail, StringComparison.Ordinal);
        var after = (await capacity.ReadAsync(store, Cancel)).MaxDataBytes!.Value;
        Assert.True(after >= before / 0.8 && after % Gib == 0, $"{before / Gib} to {after / Gib} GiB");
    }
}
