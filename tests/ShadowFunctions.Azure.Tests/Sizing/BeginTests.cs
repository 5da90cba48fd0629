using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Sizing;

public sealed class BeginTests : AzureTest
{
    [Fact]
    public async Task A_change_is_one_patch_of_the_sku_and_nothing_else_named_after_the_operation()
    {
        var ticket = await BeginAsync(CloudStores.Database("orders"), "GP_Gen5_2", "GP_Gen5_8");

        var patch = Assert.Single(_azure.Writes);
        Assert.Equal("PATCH", patch.Method);
        var expected = """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{}}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(patch.Body)), patch.Body);
        Assert.Equal("orders-c1", patch.ClientRequestId);
        Assert.StartsWith("Bearer token for https://management.azure.com/", patch.Authorization, StringComparison.Ordinal);
        Assert.False(ticket.Completed);
        Assert.NotNull(ticket.Handle);
    }

    [Theory]
    [InlineData("S0", "S3")]
    [InlineData("BC_Gen5_4", "BC_Gen5_2")]
    [InlineData("HS_Gen5_2", "HS_Gen5_8")]
    [InlineData("HS_PRMS_2", "HS_PRMS_4")]
    public async Task Every_series_is_changed_within_itself(string from, string to)
    {
        await BeginAsync(CloudStores.Database("orders"), from, to);

        Assert.Equal(to, _azure.Sql.Resources[CloudStores.Database("orders").ResourceId].Requested);
    }

    [Theory]
    [InlineData("HS_Gen5_2", """{"properties":{"highAvailabilityReplicaCount":2}}""")]
    [InlineData("HS_Gen5_8", """{"sku":{"name":"HS_Gen5","tier":"Hyperscale","family":"Gen5","capacity":8},"properties":{"highAvailabilityReplicaCount":2}}""")]
    public async Task Only_what_changes_is_sent(string to, string expected)
    {
        var store = CloudStores.Database("orders");
        _azure.Sql.Add(store.ResourceId, "HS_Gen5_2").Extra["highAvailabilityReplicaCount"] = 1;
        var control = new AzureSqlCapacityControl(Connect.To(_azure));
        var operation = Operation("HS_Gen5_2", to) with { Extras = new SizeExtras(Replicas: 2) };

        await control.BeginAsync(store, operation, Cancel);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(Assert.Single(_azure.Writes).Body)), _azure.Writes.Single().Body);
        Assert.Equal(2, (await control.ReadAsync(store, Cancel)).Replicas);
        await control.BeginAsync(store, operation, Cancel);
        Assert.Single(_azure.Writes);
    }

    [Fact]
    public async Task A_change_done_at_once_has_no_ticket()
    {
        _azure.Answer(r => r.Method == "PATCH", 200, body: $$$"""{"id":"{{{CloudStores.Database("orders").ResourceId}}}","name":"orders","type":"Microsoft.Sql/servers/databases","location":"westeurope","properties":{}}""");

        var ticket = await BeginAsync(CloudStores.Database("orders"), "GP_Gen5_2", "GP_Gen5_4");

        Assert.Equal(new ScaleTicket(null, true), ticket);
    }

    [Fact]
    public async Task A_serverless_minimum_outside_the_new_range_moves_with_the_size()
    {
        var store = CloudStores.Database("orders");
        _azure.Sql.Add(store.ResourceId, "GP_S_Gen5_2").Extra["minCapacity"] = 0.5;
        var control = new AzureSqlCapacityControl(Connect.To(_azure));

        await control.BeginAsync(store, Operation("GP_S_Gen5_2", "GP_S_Gen5_16"), Cancel);

        Assert.Equal(2, JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["properties"]!["minCapacity"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_pool_that_becomes_smaller_than_one_database_may_take_lowers_that_limit_too()
    {
        var pool = CloudStores.Pool("pool");
        _azure.Sql.Add(pool.ResourceId, "GP_Gen5_8").Extra["perDatabaseSettings"] = new JsonObject { ["minCapacity"] = 0.25, ["maxCapacity"] = 8.0 };
        var control = new AzureSqlCapacityControl(Connect.To(_azure));

        await control.BeginAsync(pool, Operation("GP_Gen5_8", "GP_Gen5_4"), Cancel);

        var body = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!;
        Assert.Equal(4, body["sku"]!["capacity"]!.GetValue<int>());
        Assert.Equal(4, body["properties"]!["perDatabaseSettings"]!["maxCapacity"]!.GetValue<double>());
        Assert.Equal(0.25, body["properties"]!["perDatabaseSettings"]!["minCapacity"]!.GetValue<double>());
    }

    [Theory]
    [InlineData(3, 200, 0.5)]
    [InlineData(12, 200, 0.25)]
    [InlineData(30, 200, 0.0)]
    [InlineData(30, 403, 0.5)]
    public async Task A_pool_that_becomes_too_small_for_what_its_databases_are_guaranteed_lowers_that_too(int databases, int listing, double min)
    {
        var pool = CloudStores.Pool("pool");
        var resource = _azure.Sql.Add(pool.ResourceId, "GP_Gen5_16");
        resource.Extra["perDatabaseSettings"] = new JsonObject { ["minCapacity"] = 0.5, ["maxCapacity"] = 16.0 };
        resource.Databases.AddRange(Enumerable.Range(0, databases).Select(i => CloudStores.Database($"d{i}").ResourceId));
        if (listing != 200)
        {
            _azure.Answer(r => r.Path.EndsWith("/databases", StringComparison.Ordinal), listing, "AuthorizationFailed");
        }

        await new AzureSqlCapacityControl(Connect.To(_azure)).BeginAsync(pool, Operation("GP_Gen5_16", "GP_Gen5_4"), Cancel);

        var limits = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["properties"]!["perDatabaseSettings"]!;
        Assert.Equal((min, 4.0), (limits["minCapacity"]!.GetValue<double>(), limits["maxCapacity"]!.GetValue<double>()));
    }

    [Theory]
    [InlineData(4.0, 8.0)]
    [InlineData(2.0, null)]
    public async Task A_pool_that_grows_takes_the_limit_of_one_database_with_it_where_that_was_the_whole_pool(double before, double? after)
    {
        var pool = CloudStores.Pool("pool");
        _azure.Sql.Add(pool.ResourceId, "GP_Gen5_4").Extra["perDatabaseSettings"] = new JsonObject { ["minCapacity"] = 0.25, ["maxCapacity"] = before };
        var control = new AzureSqlCapacityControl(Connect.To(_azure));

        await control.BeginAsync(pool, Operation("GP_Gen5_4", "GP_Gen5_8"), Cancel);

        var properties = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["properties"];
        Assert.Equal(after, properties?["perDatabaseSettings"]?["maxCapacity"]?.GetValue<double>());
    }

    [Theory]
    [InlineData("GP_Gen5_2", "HS_Gen5_2", "HyperscaleBoundary")]
    [InlineData("HS_Gen5_2", "GP_Gen5_2", "HyperscaleBoundary")]
    [InlineData("GP_Gen5_2", "BC_Gen5_2", "SeriesChangeNotAllowed")]
    [InlineData("GP_S_Gen5_2", "GP_Gen5_2", "SeriesChangeNotAllowed")]
    [InlineData("Basic", "S0", "SeriesChangeNotAllowed")]
    [InlineData("GP_Gen5_2", "GP_Gen5", "InvalidSkuName")]
    [InlineData("ElasticPool", "GP_Gen5_2", "DatabaseInElasticPool")]
    public async Task What_must_not_change_is_refused_before_anything_is_sent(string from, string to, string code)
    {
        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => BeginAsync(CloudStores.Database("orders"), from, to));

        Assert.Equal(code, refusal.ErrorCode);
        Assert.Empty(_azure.Writes);
    }

    [Theory]
    [InlineData("/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/production/providers/Microsoft.Sql/servers/pro")]
    [InlineData("/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/order")]
    [InlineData(null)]
    public async Task A_store_that_is_not_allow_listed_is_not_even_read(string? allowed)
    {
        var control = new AzureSqlCapacityControl(Connect.To(_azure, o => Allow(o, allowed)));
        var store = CloudStores.Database("orders");

        var begin = await Assert.ThrowsAsync<CloudRefusedException>(() => control.BeginAsync(store, Operation("GP_Gen5_2", "GP_Gen5_4"), Cancel));
        var cancel = await Assert.ThrowsAsync<CloudRefusedException>(() => control.CancelAsync(store, Operation("GP_Gen5_2", "GP_Gen5_4"), Cancel));

        Assert.Equal(["NotAllowListed", "NotAllowListed"], [begin.ErrorCode, cancel.ErrorCode]);
        Assert.Contains("Azure:AllowedResourceIds", begin.Message, StringComparison.Ordinal);
        Assert.Empty(_azure.Requests);
    }

    [Theory]
    [InlineData("/SUBSCRIPTIONS/00000000-1111-2222-3333-444444444444/")]
    [InlineData("/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/Production")]
    [InlineData("/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders")]
    public async Task An_entry_allows_itself_and_what_lies_below_whatever_its_case(string allowed)
    {
        _azure.Sql.Add(CloudStores.Database("orders").ResourceId, "GP_Gen5_2");
        var control = new AzureSqlCapacityControl(Connect.To(_azure, o => Allow(o, allowed)));

        await control.BeginAsync(CloudStores.Database("orders"), Operation("GP_Gen5_2", "GP_Gen5_4"), Cancel);

        Assert.Single(_azure.Writes);
    }

    private static void Allow(AzureOptions options, string? entry)
    {
        options.AllowedResourceIds.Clear();
        if (entry is not null)
        {
            options.AllowedResourceIds.Add(entry);
        }
    }

    private Task<ScaleTicket> BeginAsync(Store store, string from, string to)
    {
        _azure.Sql.Add(store.ResourceId, from);
        return new AzureSqlCapacityControl(Connect.To(_azure)).BeginAsync(store, Operation(from, to), Cancel);
    }

    private ScaleOperation Operation(string from, string to) => Operations.Of(from, to, _azure.Sql.Now);
}
