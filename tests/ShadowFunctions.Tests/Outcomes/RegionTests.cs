using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>What a region sells, through the whole app.</summary>
public class RegionTests
{
    [Fact]
    public async Task A_size_that_the_region_does_not_sell_is_not_asked_for()
    {
        await using var world = new OutcomeWorld(new OutcomeCase("unsold", "Verified/1") { Unsold = ["GP_Gen5_6", "GP_Gen5_8", "GP_Gen5_10"] });

        await world.RunAsync();

        var decision = Assert.Single(await world.DecisionsAsync(), d => d.Outcome == DecisionOutcome.Apply);
        Assert.DoesNotContain(decision.To, (string[])["GP_Gen5_6", "GP_Gen5_8", "GP_Gen5_10"]);
        Assert.Equal(decision.To, world.Size());
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.SizeNotOffered && r.Detail.Contains("no room", StringComparison.Ordinal));
        Assert.Equal(2, world.Seen.Count(r => r.Kind == CloudRequestKind.GetCapabilities));
    }

    [Fact]
    public async Task A_region_that_cannot_be_asked_stops_nothing_and_is_asked_again_an_hour_later()
    {
        var rule = new FaultRule { Request = CloudRequestKind.GetCapabilities, Count = 1, Status = 503, Code = "ServiceUnavailable" };
        await using var world = new OutcomeWorld(new OutcomeCase("unreadable", "Verified/1")
        {
            Faults = new FaultScript { Rules = [rule] },
            Cycles = 2,
            Gap = TimeSpan.FromMinutes(61),
        });

        await world.RunAsync();

        var decisions = await world.DecisionsAsync();
        Assert.Contains(decisions[0].Reasons, r => r.Code == ReasonCode.CapabilitiesStale && r.Detail.Contains("503", StringComparison.Ordinal));
        Assert.DoesNotContain(decisions[^1].Reasons, r => r.Code == ReasonCode.CapabilitiesStale);
        Assert.Equal(3, world.Seen.Count(r => r.Kind == CloudRequestKind.GetCapabilities));
    }

    [Fact]
    public async Task A_store_is_registered_with_sizes_that_its_region_sells_and_no_others()
    {
        await using var world = new OutcomeWorld(new OutcomeCase("bounds", "Verified/1") { Unsold = ["GP_Gen5_4"] });
        await world.RunAsync();

        var (refused, why) = await world.RegisterAsync("GP_Gen5_4", null);
        Assert.Equal(400, refused);
        Assert.Contains("configuration.preAllocation.minimumSize", why, StringComparison.Ordinal);
        Assert.Contains("not sold in westeurope: no room; nearest: GP_Gen5_2, GP_Gen5_6, GP_Gen5_8.", why, StringComparison.Ordinal);

        var (unknown, nearest) = await world.RegisterAsync(null, "GP_Gen5_192");
        Assert.Equal(400, unknown);
        Assert.Contains("nearest: GP_Gen5_40, GP_Gen5_80, GP_Gen5_128.", nearest, StringComparison.Ordinal);

        // A size newer than the built-in table counts as soon as the region tells of it.
        await world.SellAsync(new RegionSize("GP_Gen5_192", "GP_Gen5", 192, false));
        Assert.Equal(200, (await world.RegisterAsync("GP_Gen5_2", "GP_Gen5_192")).Status);
    }
}
