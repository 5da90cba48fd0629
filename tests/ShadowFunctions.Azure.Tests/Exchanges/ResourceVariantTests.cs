using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>Databases and pools as versions of the API, tiers and states write them: members missing, null, unknown, or of another kind.</summary>
public sealed class ResourceVariantTests : AzureTest
{
    private const long Gib = 1L << 30;

    /// <summary>Members of a database, and the state that they mean.</summary>
    public static TheoryData<string, string, string, bool, bool, double?> Databases => new()
    {
        { """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"properties":{"currentServiceObjectiveName":"GP_Gen5_4","requestedServiceObjectiveName":"GP_Gen5_4","maxSizeBytes":1073741824}}""", "GP_Gen5_4", "GP_Gen5_4", false, true, Gib },
        { """{"sku":{"name":"GP_Gen5_4","tier":"GeneralPurpose"},"properties":{}}""", "GP_Gen5_4", "GP_Gen5_4", false, true, null },
        { """{"sku":{"name":"GP","family":"Gen5","capacity":4},"properties":{"maxSizeBytes":null}}""", "GP_Gen5_4", "GP_Gen5_4", false, true, null },
        { """{"sku":{"name":"HS_PRMS","tier":"Hyperscale","family":"8IM","capacity":16},"properties":{"maxSizeBytes":-1,"highAvailabilityReplicaCount":0}}""", "HS_PRMS_16", "HS_PRMS_16", false, true, null },
        { """{"sku":null,"properties":{"currentSku":{"name":"BC_Gen5","tier":"BusinessCritical","family":"Gen5","capacity":8},"requestedServiceObjectiveName":"BC_Gen5_16"}}""", "BC_Gen5_8", "BC_Gen5_16", true, true, null },
        { """{"sku":{"name":"Standard","tier":"Standard","capacity":100,"size":null},"properties":{"currentServiceObjectiveName":null}}""", "S3", "S3", false, true, null },
        { """{"sku":{"name":"Standard","tier":"Standard"},"properties":{"requestedServiceObjectiveName":"S0"}}""", "S0", "S0", false, true, null },
        { """{"sku":{"name":"S3","tier":"Standard","capacity":100},"properties":{"maxSizeBytes":"268435456000"}}""", "S3", "S3", false, true, 250 * Gib },
        { """{"sku":{"name":"GP_S_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":2},"properties":{"currentServiceObjectiveName":"GP_S_Gen5_2","status":"Paused","autoPauseDelay":60,"minCapacity":0.5,"pausedDate":"2026-11-22T10:00:00Z","resumedDate":null}}""", "GP_S_Gen5_2", "GP_S_Gen5_2", false, false, null },
        { """{"sku":{"name":"ElasticPool","tier":"Standard","capacity":0},"properties":{"currentServiceObjectiveName":"ElasticPool","elasticPoolId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/v/elasticPools/p"}}""", "ElasticPool", "ElasticPool", false, true, null },
        { """{"properties":{"currentServiceObjectiveName":"GP_Gen5_4","requestedServiceObjectiveName":"gp_gen5_4","status":"Online"}}""", "GP_Gen5_4", "gp_gen5_4", false, true, null },
        { """{"properties":{"currentServiceObjectiveName":"GP_Gen5_4","requestedServiceObjectiveName":"GP_Gen5_8","status":"Scaling","maxSizeBytes":34359738368}}""", "GP_Gen5_4", "GP_Gen5_8", true, true, 32 * Gib },
        { """{"properties":{"currentServiceObjectiveName":"GP_Gen5_4","status":"SomethingNewer"}}""", "GP_Gen5_4", "GP_Gen5_4", false, false, null },
        { """{"properties":{"currentServiceObjectiveName":"GP_Gen5_4","status":null,"createMode":"SomethingNewer","licenseType":"SomethingNewer","zoneRedundant":null,"readScale":"SomethingNewer","keys":{"a":null},"identity":null,"encryptionProtector":[],"useFreeLimit":true}}""", "GP_Gen5_4", "GP_Gen5_4", false, true, null },
    };

    /// <summary>Members of a pool, and the state that they mean.</summary>
    public static TheoryData<string, string, bool> Pools => new()
    {
        { """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"properties":{"state":"Ready","perDatabaseSettings":{"minCapacity":0.25,"maxCapacity":1.5},"minCapacity":null,"autoPauseDelay":-1}}""", "GP_Gen5_4", true },
        { """{"sku":{"name":"GP_Gen5_4","tier":"GeneralPurpose","capacity":4},"kind":null,"properties":{"state":null,"perDatabaseSettings":null}}""", "GP_Gen5_4", true },
        { """{"sku":{"name":"StandardPool","tier":"Standard","capacity":100},"properties":{"state":"Ready","perDatabaseSettings":{"minCapacity":0,"maxCapacity":100}}}""", "StandardPool_100", true },
        { """{"sku":{"name":"HS_PRMS","tier":"Hyperscale","family":"8IM","capacity":8},"properties":{"state":"Creating","highAvailabilityReplicaCount":2}}""", "HS_PRMS_8", false },
        { """{"sku":{"name":"GP","family":"Gen5","capacity":6},"properties":{"state":"SomethingNewer"}}""", "GP_Gen5_6", false },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_database_is_read(string members, string size, string requested, bool inFlight, bool online, double? maxBytes)
    {
        var state = await ReadAsync(CloudStores.Database("orders"), members);

        Assert.Equal((size, requested, inFlight, online), (state.CurrentSize, state.RequestedSize, state.OperationInFlight, state.Online));
        Assert.Equal(maxBytes, state.MaxDataBytes);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task A_pool_is_read(string members, string size, bool online)
    {
        var state = await ReadAsync(CloudStores.Pool("pool"), members);

        Assert.Equal((size, size, false, online), (state.CurrentSize, state.RequestedSize, state.OperationInFlight, state.Online));
    }

    [Theory]
    [InlineData("""{"tags":null,"systemData":null,"managedBy":"","extendedLocation":{"name":"x"},"properties":{"currentServiceObjectiveName":"S3"}}""")]
    [InlineData("""{"tags":{"a":null,"b":"c"},"location":"West Europe","kind":"","type":"microsoft.sql/SERVERS/databases","properties":{"currentServiceObjectiveName":"S3"}}""")]
    public async Task What_is_not_of_the_size_spoils_nothing(string members) =>
        Assert.Equal("S3", (await ReadAsync(CloudStores.Database("orders"), members)).CurrentSize);

    [Theory]
    [InlineData("""{"id":"ID","properties":{}}""", "SizeNotTold")]
    [InlineData("""{"id":"ID","sku":{},"properties":null}""", "SizeNotTold")]
    [InlineData("""{"properties":{"currentServiceObjectiveName":"S3"}}""", "InvalidAnswer")]
    [InlineData("[]", "InvalidAnswer")]
    public async Task An_answer_without_what_is_needed_is_refused_with_words(string body, string code)
    {
        var store = CloudStores.Database("orders");
        _azure.Answer(_ => true, 200, body: body.Replace("ID", store.ResourceId, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => new AzureSqlCapacityControl(Connect.To(_azure)).ReadAsync(store, Cancel));

        Assert.Equal(code, error.ErrorCode);
        Assert.Contains("orders", error.Message, StringComparison.Ordinal);
    }

    private Task<CapacityState> ReadAsync(Store store, string members)
    {
        _azure.Answer(r => r.Path.EndsWith("/operations", StringComparison.Ordinal), 200, body: """{"value":[],"nextLink":null}""");
        var body = JsonNode.Parse(members)!.AsObject();
        body["id"] = store.ResourceId;
        body["name"] = "x";
        body["location"] ??= "westeurope";
        _azure.Answer(_ => true, 200, body: body.ToJsonString());
        return new AzureSqlCapacityControl(Connect.To(_azure)).ReadAsync(store, Cancel);
    }
}
