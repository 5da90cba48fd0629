using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class OperationEndpointTests
{
    private const string To16 = """{"sku":{"name":"GP_Gen5_16"}}""";

    [Fact]
    public async Task A_running_operation_can_be_cancelled_and_the_size_stays()
    {
        await using var cloud = await StartAsync();
        var accepted = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        var entry = (await cloud.GetAsync($"{Orders}/operations?{SqlVersion}")).Body!["value"]![0]!;
        Assert.Equal(("InProgress", true), (entry["properties"]!["state"]!.GetValue<string>(), entry["properties"]!["isCancellable"]!.GetValue<bool>()));

        var cancel = $"{Orders}/operations/{entry["name"]!.GetValue<string>()}/cancel?{SqlVersion}";
        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Post, cancel)).Status);
        var again = await cloud.SendAsync(HttpMethod.Post, cancel);
        Assert.Equal((409, "CannotCancelOperation"), (again.Status, again.ErrorCode));

        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("Canceled", (await cloud.GetAsync(accepted.Headers["Azure-AsyncOperation"])).Body!["status"]!.GetValue<string>());
        Assert.Equal((409, "OperationCancelled"), Code(await cloud.GetAsync(accepted.Headers["Location"])));
        Assert.Equal("GP_Gen5_8", (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Text("currentServiceObjectiveName"));
    }

    [Fact]
    public async Task A_finished_operation_cannot_be_cancelled()
    {
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        var entry = (await cloud.GetAsync($"{Orders}/operations?{SqlVersion}")).Body!["value"]![0]!;
        Assert.Equal(("Succeeded", 100), (entry["properties"]!["state"]!.GetValue<string>(), entry["properties"]!["percentComplete"]!.GetValue<int>()));

        var reply = await cloud.SendAsync(HttpMethod.Post, $"{Orders}/operations/{entry["name"]!.GetValue<string>()}/cancel?{SqlVersion}");

        Assert.Equal((409, "CannotCancelOperation"), Code(reply));
        Assert.Equal((404, "OperationIdNotFound"), Code(await cloud.SendAsync(HttpMethod.Post, $"{Orders}/operations/{Guid.Empty}/cancel?{SqlVersion}")));
    }

    [Fact]
    public async Task An_accepted_operation_may_fail_later_and_then_nothing_changed()
    {
        var fault = new OperationFault("orders", 1, 40619, "The edition does not support the database size.");
        await using var cloud = await StartAsync(o => o with { Faults = new FaultScript { Operations = [fault] } });

        var accepted = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        Assert.Equal("GP_Gen5_16", (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Text("requestedServiceObjectiveName"));
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));

        var status = await cloud.GetAsync(accepted.Headers["Azure-AsyncOperation"]);
        Assert.Equal(("Failed", "40619"), (status.Body!["status"]!.GetValue<string>(), status.ErrorCode));
        Assert.Equal((400, "40619"), Code(await cloud.GetAsync(accepted.Headers["Location"])));
        var database = await cloud.GetAsync($"{Orders}?{SqlVersion}");
        Assert.Equal(("GP_Gen5_8", "GP_Gen5_8"), (database.Text("currentServiceObjectiveName"), database.Text("requestedServiceObjectiveName")));
        var entry = (await cloud.GetAsync($"{Orders}/operations?{SqlVersion}")).Body!["value"]![0]!["properties"]!;
        Assert.Equal((40619, true), (entry["errorCode"]!.GetValue<int>(), entry["isUserError"]!.GetValue<bool>()));
        Assert.Equal(202, (await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16)).Status);
    }

    [Fact]
    public async Task Signed_urls_must_come_back_unchanged()
    {
        await using var cloud = await StartAsync(o => o with { SignedOperationUrls = true });
        var url = (await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16)).Headers["Azure-AsyncOperation"];

        Assert.InRange(url.Length, 2000, 6000);
        Assert.Equal(200, (await cloud.GetAsync(url)).Status);
        Assert.Equal((403, "AuthorizationFailed"), Code(await cloud.GetAsync(url[..^1])));
    }

    [Fact]
    public async Task A_pool_is_resized_and_names_its_states_its_own_way()
    {
        await using var cloud = await StartAsync();
        Assert.Equal((400, "ElasticPoolInconsistentVcoreGuaranteeSettings"), Code(await cloud.PatchAsync(
            $"{Pool}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","capacity":8},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":10}}}""")));

        var accepted = await cloud.PatchAsync($"{Pool}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","capacity":8},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":6}}}""");
        Assert.Equal(202, accepted.Status);
        Assert.Equal("IN_PROGRESS", await State());
        Assert.Equal((409, "ElasticPoolBusy"), Code(await cloud.PatchAsync($"{Pool}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","capacity":10}}""")));
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("COMPLETED", await State());
        var pool = await cloud.GetAsync($"{Pool}?{SqlVersion}");
        Assert.Equal((8, 6.0, "Ready"), (pool.Body!["sku"]!["capacity"]!.GetValue<int>(), pool.Properties["perDatabaseSettings"]!["maxCapacity"]!.GetValue<double>(), pool.Text("state")));

        async Task<string> State() => (await cloud.GetAsync($"{Pool}/operations?{SqlVersion}")).Body!["value"]![0]!["properties"]!["state"]!.GetValue<string>();
    }

    private static (int, string?) Code(CloudReply reply) => (reply.Status, reply.ErrorCode);
}
