using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Shadowing;

public sealed class AzureShadowProvisionerTests : AzureTest
{
    private const string ShadowId = $"{Connect.ShadowServer}/databases/shadow-orders";
    private static readonly Store Store = CloudStores.Database("orders");
    private readonly FreeWrites _writes = new();
    private readonly AzureShadowProvisioner _provisioner;

    public AzureShadowProvisionerTests() => _provisioner = new AzureShadowProvisioner(Connect.To(_azure), SizeCatalog.Embedded, _writes);

    [Fact]
    public async Task A_shadow_is_a_tagged_serverless_database_on_the_shadow_server()
    {
        await Assert.ThrowsAsync<TransientCloudException>(() => _provisioner.EnsureAsync(Store, Cancel));

        var put = Assert.Single(_azure.Writes);
        var body = JsonNode.Parse(put.Body)!;
        Assert.Equal(("PUT", ShadowId), (put.Method, put.Path));
        Assert.Equal("shadow", body["tags"]!["role"]!.GetValue<string>());
        Assert.Equal("orders", body["tags"]!["store"]!.GetValue<string>());
        Assert.Equal("GP_S_Gen5", body["sku"]!["name"]!.GetValue<string>());
        Assert.Equal(2, body["sku"]!["capacity"]!.GetValue<int>());
        Assert.Equal(60, body["properties"]!["autoPauseDelay"]!.GetValue<int>());
        Assert.Equal(0.5, body["properties"]!["minCapacity"]!.GetValue<double>());
    }

    [Fact]
    public async Task Once_online_every_call_gives_the_same_shadow_and_makes_nothing()
    {
        await Assert.ThrowsAsync<TransientCloudException>(() => _provisioner.EnsureAsync(Store, Cancel));
        _azure.Sql.Resources[ShadowId].Status = "Online";

        var first = await _provisioner.EnsureAsync(Store, Cancel);
        var second = await _provisioner.EnsureAsync(Store, Cancel);

        Assert.Equal(first, second);
        Assert.Contains("shadows.database.windows.net", first.Connection, StringComparison.Ordinal);
        Assert.Contains("Database=shadow-orders", first.Connection, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", first.Connection, StringComparison.OrdinalIgnoreCase);
        Assert.True(first.CostPerHour > 0);
        Assert.Single(_azure.Writes);
    }

    /// <summary>Its stores have shadows of their owners', or none: their management can end.</summary>
    [Fact]
    public async Task Without_a_shadow_server_there_is_nothing_to_remove()
    {
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowServerId = null), SizeCatalog.Embedded, _writes);

        Assert.True(await provisioner.RemoveAsync(Store with { ShadowConnection = "the owner's" }, Cancel));
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task Without_a_write_to_spare_nothing_is_made_changed_or_removed_and_every_write_made_was_taken()
    {
        _writes.Wait = TimeSpan.FromSeconds(7);
        var ensure = await Assert.ThrowsAsync<TransientCloudException>(() => _provisioner.EnsureAsync(Store, Cancel));
        AddShadow("orders");
        var pause = await Assert.ThrowsAsync<TransientCloudException>(() => _provisioner.PauseAsync(Store, Cancel));
        var remove = await Assert.ThrowsAsync<TransientCloudException>(() => _provisioner.RemoveAsync(Store, Cancel));
        Assert.All([ensure, pause, remove], e => Assert.Equal((TimeSpan.FromSeconds(7), RequestOutcome.NotSent), (e.RetryAfter, e.Outcome)));
        Assert.Empty(_azure.Writes);

        _writes.Wait = null;
        await _provisioner.PauseAsync(Store, Cancel);
        await _provisioner.RemoveAsync(Store, Cancel);
        Assert.Equal(2, _azure.Writes.Count());
        Assert.Equal(2, _writes.Taken);
    }

    [Fact]
    public async Task A_paused_shadow_is_a_shadow()
    {
        AddShadow("orders").Status = "Paused";

        Assert.NotNull(await _provisioner.EnsureAsync(Store, Cancel));
        Assert.True((await _provisioner.ReadAsync(Store, Cancel))!.Paused);
        Assert.Empty(_azure.Writes);
    }

    [Fact]
    public async Task Removing_takes_our_shadow_and_nothing_when_there_is_none()
    {
        AddShadow("orders");

        await _provisioner.RemoveAsync(Store, Cancel);
        await _provisioner.RemoveAsync(Store, Cancel);

        Assert.Equal(("DELETE", ShadowId), (Assert.Single(_azure.Writes).Method, _azure.Writes.Single().Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("billing")]
    public async Task A_database_of_that_name_without_our_tags_is_neither_used_nor_removed(string? taggedStore)
    {
        var database = AddShadow(taggedStore ?? "orders");
        if (taggedStore is null)
        {
            database.Tags.Remove("role");
        }

        var ensure = await Assert.ThrowsAsync<CloudRefusedException>(() => _provisioner.EnsureAsync(Store, Cancel));
        var remove = await Assert.ThrowsAsync<CloudRefusedException>(() => _provisioner.RemoveAsync(Store, Cancel));

        Assert.Equal(["NotOurShadow", "NotOurShadow"], [ensure.ErrorCode, remove.ErrorCode]);
        Assert.Empty(_azure.Writes);
    }

    [Fact]
    public async Task The_server_of_production_is_refused_as_a_shadow_server()
    {
        var provisioner = new AzureShadowProvisioner(
            Connect.To(_azure, o => o.ShadowServerId = CloudStores.ProductionServer.ToUpperInvariant()), SizeCatalog.Embedded, _writes);

        var ensure = await Assert.ThrowsAsync<CloudRefusedException>(() => provisioner.EnsureAsync(Store, Cancel));
        var remove = await Assert.ThrowsAsync<CloudRefusedException>(() => provisioner.RemoveAsync(Store, Cancel));

        Assert.Equal(["ShadowOnProduction", "ShadowOnProduction"], [ensure.ErrorCode, remove.ErrorCode]);
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task A_server_in_productions_resource_group_is_refused()
    {
        var provisioner = new AzureShadowProvisioner(
            Connect.To(_azure, o => o.ShadowServerId = $"{CloudStores.ProductionGroup}/providers/Microsoft.Sql/servers/shadows"), SizeCatalog.Embedded, _writes);

        Assert.Equal("ShadowInProductionGroup", (await Assert.ThrowsAsync<CloudRefusedException>(() => provisioner.EnsureAsync(Store, Cancel))).ErrorCode);
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task Pausing_does_not_wake_a_shadow_that_is_paused_already()
    {
        AddShadow("orders").Status = "Paused";

        await _provisioner.PauseAsync(Store, Cancel);

        Assert.Empty(_azure.Writes);
    }

    [Fact]
    public async Task Without_a_shadow_server_the_refusal_names_the_key()
    {
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowServerId = null), SizeCatalog.Embedded, _writes);

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => provisioner.EnsureAsync(Store, Cancel));

        Assert.Equal("ShadowServerNotConfigured", refusal.ErrorCode);
        Assert.Contains("Azure:ShadowServerId", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Least_vcores_and_pause_delay_are_those_of_the_regions_own_capabilities()
    {
        Sells(Size("GP_S_Gen5_1", "Available"), Size("GP_S_Gen5_2", "Default"));
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowAutoPauseMinutes = 65), SizeCatalog.Embedded, _writes);
        await Assert.ThrowsAsync<TransientCloudException>(() => provisioner.EnsureAsync(Store, Cancel));
        _azure.Sql.Resources[ShadowId].Status = "Online";
        await provisioner.EnsureAsync(Store, Cancel);

        var properties = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["properties"]!;
        Assert.Equal((0.75, 70), (properties["minCapacity"]!.GetValue<double>(), properties["autoPauseDelay"]!.GetValue<int>()));

        await provisioner.PauseAsync(Store, Cancel);
        Assert.Equal(60, JsonNode.Parse(_azure.Writes.Last().Body)!["properties"]!["autoPauseDelay"]!.GetValue<int>());
        Assert.Equal(2, _azure.Requests.Count(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_size_that_the_region_does_not_sell_is_refused_and_the_nearest_are_named()
    {
        Sells(Size("GP_S_Gen5_2", "Disabled"), Size("GP_S_Gen5_4", "Available"), Size("GP_S_Gen5_6", "Available"));

        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => _provisioner.EnsureAsync(Store, Cancel));

        Assert.Equal("ShadowSizeNotOffered", error.ErrorCode);
        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
        Assert.Contains("Azure:ShadowSize to one that is sold, nearest: GP_S_Gen5_4, GP_S_Gen5_6", error.Message, StringComparison.Ordinal);
        Assert.Empty(_azure.Writes);
    }

    [Theory]
    [InlineData("GP_S_Gen5_96", 80)]
    [InlineData("GP_S_Gen8_4", 4)]
    public async Task A_size_newer_than_the_table_is_made_where_the_region_sells_it_at_a_price_by_its_neighbours(string size, int neighbour)
    {
        Sells(Size("GP_S_Gen5_2", "Available"), Size(size, "Available"));
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowSize = size), SizeCatalog.Embedded, _writes);
        await Assert.ThrowsAsync<TransientCloudException>(() => provisioner.EnsureAsync(Store, Cancel));
        _azure.Sql.Resources[ShadowId].Status = "Online";

        var handle = await provisioner.EnsureAsync(Store, Cancel);

        var sku = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["sku"]!;
        Assert.Equal(size, $"{sku["name"]}_{sku["capacity"]}");
        var known = SizeCatalog.Embedded.FindSize($"GP_S_Gen5_{neighbour}")!;
        Assert.Equal(known.PricePerHour / neighbour * sku["capacity"]!.GetValue<int>(), handle.CostPerHour, 9);
        var status = await provisioner.ReadAsync(Store, Cancel);
        Assert.Equal((size, handle.CostPerHour), (status!.Size, status.FullCostPerHour));
    }

    [Fact]
    public async Task A_size_that_neither_table_nor_region_has_is_refused_and_the_nearest_are_named()
    {
        Sells(Size("GP_S_Gen5_2", "Available"), Size("GP_S_Gen5_4", "Available"));
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowSize = "GP_S_Gen5_3"), SizeCatalog.Embedded, _writes);

        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => provisioner.EnsureAsync(Store, Cancel));

        Assert.Equal("ShadowSizeNotOffered", error.ErrorCode);
        Assert.Contains("'GP_S_Gen5_3' is not sold in", error.Message, StringComparison.Ordinal);
        Assert.Contains("nearest: GP_S_Gen5_2, GP_S_Gen5_4", error.Message, StringComparison.Ordinal);
        Assert.Empty(_azure.Writes);
    }

    [Fact]
    public async Task A_region_that_cannot_be_asked_leaves_a_new_size_to_the_platform()
    {
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 403, "AuthorizationFailed");
        var provisioner = new AzureShadowProvisioner(Connect.To(_azure, o => o.ShadowSize = "GP_S_Gen5_96"), SizeCatalog.Embedded, _writes);

        await Assert.ThrowsAsync<TransientCloudException>(() => provisioner.EnsureAsync(Store, Cancel));

        Assert.Equal("96", JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["sku"]!["capacity"]!.ToString());
    }

    [Fact]
    public async Task A_shadow_that_stands_already_is_used_though_its_size_is_no_longer_sold()
    {
        Sells(Size("GP_S_Gen5_2", "Disabled"), Size("GP_S_Gen5_4", "Available"));
        AddShadow("orders");

        Assert.NotNull(await _provisioner.EnsureAsync(Store, Cancel));
        await _provisioner.PauseAsync(Store, Cancel);
        Assert.All(_azure.Writes, w => Assert.Null(JsonNode.Parse(w.Body)!["sku"]));
    }

    private void Sells(params string[] sizes)
    {
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 200, body: $$$"""
            {"supportedServerVersions":[{"name":"12.0","supportedEditions":[{"name":"GeneralPurpose","supportedServiceLevelObjectives":[{{{string.Join(',', sizes)}}}]}]}]}
            """);
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 200, body: """{"supportedServerVersions":[]}""");
    }

    private static string Size(string name, string status) => $$$"""
        {"name":"{{{name}}}","status":"{{{status}}}","reason":"no room","supportedMinCapacities":[{"value":0.75},{"value":1}],
         "supportedAutoPauseDelay":{"minValue":60,"maxValue":10080,"stepSize":10,"unit":"Minutes","doNotPauseValue":-1}}
        """;

    private FakeResource AddShadow(string store)
    {
        var database = _azure.Sql.Add(ShadowId, "GP_S_Gen5_2");
        database.Tags = new JsonObject { ["role"] = "shadow", ["store"] = store };
        database.Extra["autoPauseDelay"] = 60;
        return database;
    }
}
