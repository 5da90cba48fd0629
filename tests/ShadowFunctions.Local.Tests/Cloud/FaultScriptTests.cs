using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class FaultScriptTests
{
    private const string To16 = """{"sku":{"name":"GP_Gen5_16"}}""";

    private static FaultScript Script(params FaultRule[] rules) => new() { Rules = rules };

    [Fact]
    public async Task The_nth_request_of_a_kind_is_throttled_and_others_pass()
    {
        var rule = new FaultRule { Request = CloudRequestKind.GetDatabase, First = 2, Status = 429, Code = "SubscriptionTooManyRequests", RetryAfterSeconds = 7 };
        await using var cloud = await StartAsync(o => o with { Faults = Script(rule) });

        Assert.Equal(200, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Status);
        await cloud.ReopenAsync();
        var throttled = await cloud.GetAsync($"{Orders}?{SqlVersion}");
        Assert.Equal((429, "SubscriptionTooManyRequests", "7"), (throttled.Status, throttled.ErrorCode, throttled.Headers["Retry-After"]));
        Assert.Equal(200, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Status);
    }

    [Fact]
    public async Task A_failure_before_the_effect_leaves_everything_as_it_was()
    {
        await using var cloud = await StartAsync(o => o with { Faults = Script(new FaultRule { Request = CloudRequestKind.UpdateDatabase, Status = 503 }) });

        Assert.Equal(503, (await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16)).Status);
        Assert.Equal(0, cloud.Cloud.Report("orders", Start, Start.AddHours(1)).Patches);
    }

    [Fact]
    public async Task A_failure_after_the_effect_loses_only_the_answer()
    {
        await using var cloud = await StartAsync(o => o with { Faults = Script(new FaultRule { Request = CloudRequestKind.UpdateDatabase, Status = 504, AfterEffect = true }) });

        Assert.Equal(504, (await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16)).Status);
        Assert.Equal(1, cloud.Cloud.Report("orders", Start, Start.AddHours(1)).Patches);
    }

    [Fact]
    public async Task A_connection_can_break()
    {
        await using var cloud = await StartAsync(o => o with { Faults = Script(new FaultRule { Request = "*", BreakConnection = true }) });

        _ = await Assert.ThrowsAsync<HttpRequestException>(() => cloud.GetAsync($"{Orders}?{SqlVersion}"));
        Assert.Equal(200, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Status);
    }

    [Fact]
    public void A_random_share_is_the_same_for_the_same_seed()
    {
        List<bool> Draw(long seed) => [.. Enumerable.Range(1, 1000).Select(n => new FaultScript { RandomShare = 0.1, Seed = seed }.Decide("GetDatabase", n) is not null)];

        Assert.Equal(Draw(3), Draw(3));
        Assert.NotEqual(Draw(3), Draw(4));
        Assert.InRange(Draw(3).Count(f => f), 60, 140);
    }
}
