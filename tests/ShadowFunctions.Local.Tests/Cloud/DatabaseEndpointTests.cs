using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class DatabaseEndpointTests
{
    private const string To16 = """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":16}}""";

    [Fact]
    public async Task A_database_says_its_size_as_prefix_and_capacity_and_as_service_objective()
    {
        await using var cloud = await StartAsync();

        var reply = await cloud.GetAsync($"{Orders}?{SqlVersion}");

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8}""", reply.Body!["sku"]!.ToJsonString());
        Assert.Equal(("GP_Gen5_8", "GP_Gen5_8", "Online"), (reply.Text("currentServiceObjectiveName"), reply.Text("requestedServiceObjectiveName"), reply.Text("status")));
    }

    [Fact]
    public async Task A_change_of_size_is_accepted_runs_for_minutes_and_then_is_in_force()
    {
        await using var cloud = await StartAsync();

        var accepted = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        Assert.Equal(202, accepted.Status);
        Assert.StartsWith("https://management.azure.com/", accepted.Headers["Azure-AsyncOperation"], StringComparison.Ordinal);
        Assert.Contains("/locations/westeurope/databaseAzureAsyncOperation/", accepted.Headers["Azure-AsyncOperation"], StringComparison.Ordinal);
        Assert.Contains("/locations/westeurope/databaseOperationResults/", accepted.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal("15", accepted.Headers["Retry-After"]);
        Assert.Equal("UpdateLogicalDatabase", accepted.Body!["operation"]!.GetValue<string>());

        var during = await cloud.GetAsync($"{Orders}?{SqlVersion}");
        Assert.Equal(("GP_Gen5_8", "GP_Gen5_16"), (during.Text("currentServiceObjectiveName"), during.Text("requestedServiceObjectiveName")));
        Assert.Equal("InProgress", (await cloud.GetAsync(accepted.Headers["Azure-AsyncOperation"])).Body!["status"]!.GetValue<string>());
        Assert.Equal(202, (await cloud.GetAsync(accepted.Headers["Location"])).Status);

        cloud.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Succeeded", (await cloud.GetAsync(accepted.Headers["Azure-AsyncOperation"])).Body!["status"]!.GetValue<string>());
        var result = await cloud.GetAsync(accepted.Headers["Location"]);
        Assert.Equal(200, result.Status);
        Assert.Equal("GP_Gen5_16", result.Text("currentServiceObjectiveName"));
        Assert.Equal(16, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Body!["sku"]!["capacity"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"sku":{"name":"GP_Gen5_16"}}""")]
    [InlineData("""{"sku":{"name":"GP","family":"Gen5","capacity":16}}""")]
    public async Task A_size_may_be_named_whole_or_by_prefix_and_family(string body)
    {
        await using var cloud = await StartAsync();

        Assert.Equal(202, (await cloud.PatchAsync($"{Orders}?{SqlVersion}", body)).Status);
        Assert.Equal("GP_Gen5_16", (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Text("requestedServiceObjectiveName"));
    }

    [Theory]
    [InlineData("""{"sku":{"name":"GP_Gen5_2","capacity":4}}""", "MismatchedSkuNameAndCapacity")]
    [InlineData("""{"sku":{"name":"GP_Gen5","tier":"Hyperscale","capacity":4}}""", "MismatchedSkuNameAndTier")]
    [InlineData("""{"sku":{"name":"GP_Gen5_4","family":"Gen4"}}""", "MismatchedSkuNameAndFamily")]
    [InlineData("""{"sku":{"name":"GP_Gen5","capacity":22}}""", "UnsupportedCapacity")]
    [InlineData("""{"sku":{"name":"GP_Gen9","capacity":4}}""", "InvalidSkuName")]
    [InlineData("""{"sku":{"capacity":4}}""", "InvalidSku")]
    [InlineData("""{"sku":{"name":"GP_Gen5","capacity":"four"}}""", "InvalidSku")]
    [InlineData("""{"properties":{"maxSizeBytes":1073741824}}""", "CurrentDatabaseSizeExceedsMaxSize")]
    [InlineData("""{"properties":{"maxSizeBytes":109951162777600}}""", "InvalidMaxSizeTierCombination")]
    [InlineData("[1]", "InvalidRequestContent")]
    [InlineData("{", "InvalidRequestContent")]
    public async Task A_body_Azure_would_refuse_is_refused_with_its_code(string body, string code)
    {
        await using var cloud = await StartAsync();

        var reply = await cloud.PatchAsync($"{Orders}?{SqlVersion}", body);

        Assert.Equal((400, code), (reply.Status, reply.ErrorCode));
        Assert.Equal(code, reply.Headers["x-ms-error-code"]);
        Assert.Equal(0, cloud.Cloud.Report("orders", Start, Start.AddHours(1)).Patches);
    }

    [Fact]
    public async Task One_operation_at_a_time_others_conflict()
    {
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);

        var reply = await cloud.PatchAsync($"{Orders}?{SqlVersion}", """{"sku":{"name":"GP_Gen5_24"}}""");

        Assert.Equal((409, "ConflictingDatabaseOperation"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task The_size_already_asked_for_changes_nothing_more()
    {
        await using var cloud = await StartAsync();
        var first = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        var again = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);
        cloud.Clock.Advance(TimeSpan.FromMinutes(11));
        var late = await cloud.PatchAsync($"{Orders}?{SqlVersion}", To16);

        Assert.Equal((202, first.Headers["Location"]), (again.Status, again.Headers["Location"]));
        Assert.Equal(200, late.Status);
        var report = cloud.Cloud.Report("orders", Start, Start.AddHours(1));
        Assert.Equal(1, report.Patches);
        Assert.Equal(2, Assert.Single(report.Operations).Patches);
    }

    [Fact]
    public async Task The_operation_log_keeps_what_the_client_called_the_request()
    {
        await using var cloud = await StartAsync();
        _ = await cloud.SendAsync(HttpMethod.Patch, $"{Orders}?{SqlVersion}", To16, clientRequestId: "orders-20260831T0600Z");

        var operation = Assert.Single(cloud.Cloud.Report("orders", Start, Start.AddHours(1)).Operations);
        Assert.Equal(("orders-20260831T0600Z", "GP_Gen5_8", "GP_Gen5_16"), (operation.ClientRequestId, operation.From, operation.To));
    }

    [Fact]
    public async Task Settings_of_a_serverless_database_change_at_once()
    {
        await using var cloud = await StartAsync();

        var reply = await cloud.PatchAsync($"{Ledger}?{SqlVersion}", """{"properties":{"minCapacity":4,"autoPauseDelay":120},"tags":{"a":"b"}}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal((4.0, 120), (reply.Properties["minCapacity"]!.GetValue<double>(), reply.Properties["autoPauseDelay"]!.GetValue<int>()));
        Assert.Equal("b", reply.Body!["tags"]!["a"]!.GetValue<string>());
        var refused = await cloud.PatchAsync($"{Ledger}?{SqlVersion}", """{"properties":{"minCapacity":99}}""");
        Assert.Equal(400, refused.Status);
        Assert.Equal(4.0, (await cloud.GetAsync($"{Ledger}?{SqlVersion}")).Properties["minCapacity"]!.GetValue<double>());
    }

    [Fact]
    public async Task The_list_has_pages()
    {
        await using var cloud = await StartAsync(o => o with { PageSize = 1 });

        var first = await cloud.GetAsync($"{Server}/databases?{SqlVersion}");
        var second = await cloud.GetAsync(first.Body!["nextLink"]!.GetValue<string>());

        Assert.Equal(["ledger"], Names(first));
        Assert.Equal(["orders"], Names(second));
        Assert.Null(second.Body!["nextLink"]);

        static IEnumerable<string> Names(CloudReply reply) => reply.Body!["value"]!.AsArray().Select(d => d!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_shadow_is_made_by_PUT_and_removed_by_DELETE()
    {
        await using var cloud = await StartAsync();
        const string shadow = $"{Server}/databases/orders-shadow";
        var body = $$"""{"location":"West Europe","sku":{"name":"GP_S_Gen5","capacity":2},"tags":{"role":"shadow"},"properties":{"createMode":"Copy","sourceDatabaseId":"{{Orders}}"} }""";

        var accepted = await cloud.SendAsync(HttpMethod.Put, $"{shadow}?{SqlVersion}", body);
        Assert.Equal(202, accepted.Status);
        Assert.Equal("Copying", (await cloud.GetAsync($"{shadow}?{SqlVersion}")).Text("status"));
        cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(200, (await cloud.GetAsync(accepted.Headers["Location"])).Status);
        Assert.Equal("Online", (await cloud.GetAsync($"{shadow}?{SqlVersion}")).Text("status"));

        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Delete, $"{shadow}?{SqlVersion}")).Status);
        Assert.Equal(204, (await cloud.SendAsync(HttpMethod.Delete, $"{shadow}?{SqlVersion}")).Status);
        Assert.Equal((404, "ResourceNotFound"), ((await cloud.GetAsync($"{shadow}?{SqlVersion}")).Status, (await cloud.GetAsync($"{shadow}?{SqlVersion}")).ErrorCode));
    }

    [Fact]
    public async Task A_copy_of_nothing_is_refused()
    {
        await using var cloud = await StartAsync();
        var body = $$"""{"location":"westeurope","properties":{"createMode":"Copy","sourceDatabaseId":"{{Orders}}x"} }""";

        Assert.Equal((404, "SourceDatabaseNotFound"), Code(await cloud.SendAsync(HttpMethod.Put, $"{Server}/databases/copy?{SqlVersion}", body)));
        Assert.Equal((404, "ResourceNotFound"), Code(await cloud.GetAsync($"{Server}/databases/copy?{SqlVersion}")));

        static (int, string?) Code(CloudReply r) => (r.Status, r.ErrorCode);
    }

    [Theory]
    [InlineData("", 400, "MissingApiVersionParameter")]
    [InlineData("?api-version=2013-04-01", 400, "InvalidApiVersionParameter")]
    public async Task The_api_version_is_checked(string query, int status, string code)
    {
        await using var cloud = await StartAsync();
        var reply = await cloud.GetAsync(Orders + query);

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData(null, "AuthenticationFailed")]
    [InlineData("https://metrics.monitor.azure.com/.default", "InvalidAuthenticationTokenAudience")]
    public async Task A_request_without_the_right_token_is_refused(string? scope, string code)
    {
        await using var cloud = await StartAsync();
        var reply = await cloud.SendAsync(HttpMethod.Get, $"{Orders}?{SqlVersion}", scope: scope);

        Assert.Equal((401, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task The_server_is_known_and_others_are_not()
    {
        await using var cloud = await StartAsync();

        Assert.Equal("Ready", (await cloud.GetAsync($"{Server}?{SqlVersion}")).Text("state"));
        Assert.Equal(404, (await cloud.GetAsync($"{Server}x?{SqlVersion}")).Status);
        Assert.Equal(404, (await cloud.GetAsync($"{Server}x/databases?{SqlVersion}")).Status);
        Assert.Equal("InvalidResourceType", (await cloud.GetAsync($"{Server}/nothing?{SqlVersion}")).ErrorCode);
    }

    [Fact]
    public async Task A_region_sells_what_the_catalog_has()
    {
        await using var cloud = await StartAsync();
        var reply = await cloud.GetAsync($"/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Sql/locations/westeurope/capabilities?{SqlVersion}");
        var version = reply.Body!["supportedServerVersions"]![0]!;
        var objectives = version["supportedEditions"]!.AsArray().SelectMany(e => e!["supportedServiceLevelObjectives"]!.AsArray()).ToDictionary(o => o!["name"]!.GetValue<string>());

        Assert.Equal("""{"value":4,"unit":"VCores"}""", objectives["GP_Gen5_4"]!["performanceLevel"]!.ToJsonString());
        Assert.Equal("DTU", objectives["S3"]!["performanceLevel"]!["unit"]!.GetValue<string>());
        Assert.Equal("Serverless", objectives["GP_S_Gen5_4"]!["computeModel"]!.GetValue<string>());
        Assert.Equal(0.5, objectives["GP_S_Gen5_4"]!["supportedMinCapacities"]![0]!["value"]!.GetValue<double>());
        Assert.NotEmpty(version["supportedElasticPoolEditions"]!.AsArray());
    }
}
