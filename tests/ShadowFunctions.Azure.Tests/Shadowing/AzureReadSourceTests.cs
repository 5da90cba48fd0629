using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Shadowing;

/// <summary>What goes on the wire for each way of making a read source, and what never does.</summary>
public sealed class AzureReadSourceTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders") with
    {
        Configuration = new ShadowConfiguration { Replication = new ReplicationSettings { AllowUnmaskedReadSource = true } },
    };

    private static readonly ReadSourceRun Run = new()
    {
        Id = "orders-1",
        StoreId = "orders",
        Kind = ReadSource.DatabaseCopy,
        IntendedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Deadline = new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero),
    };

    private static readonly string Path = $"{Connect.ShadowServer}/databases/source-orders-1";

    [Theory]
    [InlineData(ReadSource.DatabaseCopy, "GP_Gen5_16", "Copy", null, "GP_Gen5")]
    [InlineData(ReadSource.PointInTimeRestore, "BC_Gen5_8", "PointInTimeRestore", null, "BC_Gen5")]
    [InlineData(ReadSource.NamedReplica, "HS_Gen5_8", "Secondary", "Named", "HS_Gen5")]
    public async Task It_is_the_smallest_of_its_series_tagged_and_on_the_shadow_server(ReadSource kind, string size, string mode, string? secondary, string sku)
    {
        _azure.Sql.Add(Store.ResourceId, size);

        await Provisioner().EnsureAsync(Store, Run with { Kind = kind }, Cancel);

        var put = Assert.Single(_azure.Writes);
        var body = JsonNode.Parse(put.Body)!;
        Assert.Equal(("PUT", Path), (put.Method, put.Path));
        Assert.Equal((mode, secondary), (Text(body, "createMode"), Text(body, "secondaryType")));
        Assert.Equal(Store.ResourceId, Text(body, "sourceDatabaseId"));
        Assert.Equal(kind == ReadSource.PointInTimeRestore, body["properties"]!["restorePointInTime"] is not null);
        Assert.Equal((sku, 2), (body["sku"]!["name"]!.GetValue<string>(), body["sku"]!["capacity"]!.GetValue<int>()));
        Assert.Equal(("shadow-source", "orders"), (body["tags"]!["role"]!.GetValue<string>(), body["tags"]!["store"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_copy_for_a_shadow_server_in_another_region_is_made_in_the_servers()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_4");
        ShadowServerIsIn("northeurope");

        await Provisioner().EnsureAsync(Store, Run, Cancel);

        Assert.Equal("northeurope", JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["location"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(ReadSource.PointInTimeRestore)]
    [InlineData(ReadSource.NamedReplica)]
    public async Task Kinds_that_cannot_leave_their_region_are_refused_before_anything_is_sent(ReadSource kind)
    {
        _azure.Sql.Add(Store.ResourceId, "HS_Gen5_4");
        ShadowServerIsIn("northeurope");

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => Provisioner().EnsureAsync(Store, Run with { Kind = kind }, Cancel));

        Assert.Equal("ReadSourceInOtherRegion", refusal.ErrorCode);
        Assert.Contains("databaseCopy", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_azure.Writes);
    }

    [Theory]
    [InlineData("HS_PRMS_224", "HS_PRMS_2")]
    [InlineData("BC_Gen9_4", "BC_Gen9_4")]
    public async Task A_source_of_a_size_that_no_table_has_is_read_from_its_series_and_what_it_makes_has_a_price(string size, string made)
    {
        _azure.Sql.Add(Store.ResourceId, size);

        await Provisioner().EnsureAsync(Store, Run, Cancel);
        var sku = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["sku"]!;
        _azure.Sql.Resources[Path].Status = "Online";
        var handle = await Provisioner().EnsureAsync(Store, Run, Cancel);

        Assert.Equal(made, $"{sku["name"]}_{sku["capacity"]}");
        Assert.True(handle!.CostPerHour > 0);
    }

    [Theory]
    [InlineData("shadow", "orders")]
    [InlineData("shadow-source", "billing")]
    [InlineData(null, null)]
    public async Task A_database_of_that_name_that_is_not_this_stores_source_is_neither_read_nor_removed(string? role, string? store)
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_4");
        var other = _azure.Sql.Add(Path, "GP_Gen5_2");
        other.Tags = role is null ? [] : new JsonObject { ["role"] = role, ["store"] = store };

        var ensure = await Assert.ThrowsAsync<CloudRefusedException>(() => Provisioner().EnsureAsync(Store, Run, Cancel));
        var remove = await Assert.ThrowsAsync<CloudRefusedException>(() => Provisioner().RemoveAsync(Store, Run, Cancel));

        Assert.Equal(["NotOurShadow", "NotOurShadow"], [ensure.ErrorCode, remove.ErrorCode]);
        Assert.Empty(_azure.Writes);
    }

    [Fact]
    public async Task A_pool_has_no_read_source()
    {
        var pool = CloudStores.Pool("shared") with { Configuration = Store.Configuration };

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => Provisioner().EnsureAsync(pool, Run, Cancel));

        Assert.Equal("ReadSourceNeedsDatabase", refusal.ErrorCode);
    }

    [Theory]
    [InlineData("MissingPermission", 403)]
    [InlineData("InvalidRestoreRequest", 400)]
    public async Task What_the_platform_refuses_is_a_refusal_with_its_code(string code, int status)
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_4");
        _azure.Answer(r => r.Method == "PUT", status, code);

        Assert.Equal(code, (await Assert.ThrowsAsync<CloudRefusedException>(() => Provisioner().EnsureAsync(Store, Run, Cancel))).ErrorCode);
    }

    private AzureReadSourceProvisioner Provisioner() => new(Connect.To(_azure), SizeCatalog.Embedded, new FreeWrites());

    private static string? Text(JsonNode body, string name) => body["properties"]![name]?.GetValue<string>();

    private void ShadowServerIsIn(string region) =>
        _azure.Answer(r => r.Path == Connect.ShadowServer, 200, body: $$"""{"id":"{{Connect.ShadowServer}}","name":"shadows","type":"Microsoft.Sql/servers","location":"{{region}}"}""");
}
