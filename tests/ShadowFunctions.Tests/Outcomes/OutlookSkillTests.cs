using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The loop keeps what an outlook said, so that the hours that come can be held against it.</summary>
public sealed class OutlookSkillTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_outlook_of_a_day_is_kept_with_the_stores_hours_and_scored_as_they_come()
    {
        await using var world = await FleetWorld.OpenAsync(o => o with { BackfillDays = 3 });
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(65));
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));

        var state = (await world.Fleet.Services.GetRequiredService<IBlobState>().GetAsync(FleetWorld.Calm, "hours", Cancel))!;
        var hours = StoreHours.Deserialize(state.Value);
        var from = hours.ObservedUntil!.Value;
        hours.Observe([.. Enumerable.Range(0, 30 * 60).Select(m => new UsageSample(from.AddMinutes(m), new ResourceAmounts { CpuVCores = 1 }))], []);

        var day = Assert.Single(hours.SkillOfMeanCpu());
        Assert.Equal((24 * 60, 8), (day.MinutesAhead, day.Count));
    }
}
