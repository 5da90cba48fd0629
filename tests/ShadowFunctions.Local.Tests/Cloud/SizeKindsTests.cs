using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>
/// Each kind of size all the way: what ARM writes is read as a size of the ladder, the change is one PATCH with that body, it is read back,
/// and the way back leaves the store as it was.
/// </summary>
public sealed class SizeKindsTests
{
    private const long Gib = 1L << 30;

    /// <summary>Kind, ladder, sizes, what is asked for beside the size, what is set before, and the body of the PATCH.</summary>
    public static TheoryData<string, string, string, string, SizeExtras?, string?, string> Rows => new()
    {
        { "db", "GP_Gen5", "GP_Gen5_2", "GP_Gen5_8", null, null, """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{}}""" },
        { "db", "GP_Gen5", "GP_Gen5_2", "GP_Gen5_8", new SizeExtras(300 * Gib), null, """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{"maxSizeBytes":322122547200}}""" },
        { "db", "GP_Gen5", "GP_Gen5_4", "GP_Gen5_4", new SizeExtras(300 * Gib), null, """{"properties":{"maxSizeBytes":322122547200}}""" },
        { "db", "BC_Gen5", "BC_Gen5_4", "BC_Gen5_16", null, null, """{"sku":{"name":"BC_Gen5","tier":"BusinessCritical","family":"Gen5","capacity":16},"properties":{}}""" },
        { "db", "GP_Gen5_2..GP_Gen5_8 + BC_Gen5_10..BC_Gen5_32", "GP_Gen5_8", "BC_Gen5_10", null, null, """{"sku":{"name":"BC_Gen5","tier":"BusinessCritical","family":"Gen5","capacity":10},"properties":{"maxSizeBytes":274877906944}}""" },
        { "db", "HS_Gen5", "HS_Gen5_4", "HS_Gen5_8", null, null, """{"sku":{"name":"HS_Gen5","tier":"Hyperscale","family":"Gen5","capacity":8},"properties":{}}""" },
        { "db", "HS_Gen5", "HS_Gen5_4", "HS_Gen5_8", new SizeExtras(Replicas: 2), null, """{"sku":{"name":"HS_Gen5","tier":"Hyperscale","family":"Gen5","capacity":8},"properties":{"highAvailabilityReplicaCount":2}}""" },
        { "db", "HS_Gen5", "HS_Gen5_4", "HS_Gen5_4", new SizeExtras(Replicas: 1), null, """{"properties":{"highAvailabilityReplicaCount":1}}""" },
        { "db", "HS_PRMS", "HS_PRMS_8", "HS_PRMS_16", null, null, """{"sku":{"name":"HS_PRMS","tier":"Hyperscale","family":"8IM","capacity":16},"properties":{}}""" },
        { "db", "HS_MOPRMS", "HS_MOPRMS_8", "HS_MOPRMS_64", null, null, """{"sku":{"name":"HS_MOPRMS","tier":"Hyperscale","family":"8IH","capacity":64},"properties":{}}""" },
        { "db", "GP_S_Gen5", "GP_S_Gen5_4", "GP_S_Gen5_16", null, null, """{"sku":{"name":"GP_S_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":16},"properties":{"minCapacity":2}}""" },
        { "db", "GP_S_Gen5", "GP_S_Gen5_4", "GP_S_Gen5_16", null, """{"properties":{"minCapacity":3}}""", """{"sku":{"name":"GP_S_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":16},"properties":{}}""" },
        { "db", "HS_S_Gen5", "HS_S_Gen5_4", "HS_S_Gen5_8", null, null, """{"sku":{"name":"HS_S_Gen5","tier":"Hyperscale","family":"Gen5","capacity":8},"properties":{"minCapacity":1}}""" },
        { "db", "Basic + Standard", "Basic", "S3", null, null, """{"sku":{"name":"Standard","tier":"Standard","capacity":100},"properties":{"maxSizeBytes":2147483648}}""" },
        { "db", "Standard", "S2", "S4", null, null, """{"sku":{"name":"Standard","tier":"Standard","capacity":200},"properties":{}}""" },
        { "db", "Premium", "P2", "P6", null, null, """{"sku":{"name":"Premium","tier":"Premium","capacity":1000},"properties":{}}""" },
        { "pool", "GP_Gen5", "GP_Gen5_4", "GP_Gen5_8", null, null, """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":8}}}""" },
        { "pool", "GP_Gen5", "GP_Gen5_8", "GP_Gen5_4", null, null, """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":4},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":4}}}""" },
        { "pool", "GP_Gen5", "GP_Gen5_4", "GP_Gen5_8", null, """{"properties":{"perDatabaseSettings":{"minCapacity":0.25,"maxCapacity":0.5}}}""", """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{}}""" },
        { "pool", "GP_Gen5", "GP_Gen5_4", "GP_Gen5_8", new SizeExtras(300 * Gib), """{"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":2}}}""", """{"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":8},"properties":{"maxSizeBytes":322122547200}}""" },
        { "pool", "BC_Gen5", "BC_Gen5_4", "BC_Gen5_6", null, null, """{"sku":{"name":"BC_Gen5","tier":"BusinessCritical","family":"Gen5","capacity":6},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":6}}}""" },
        { "pool", "HS_Gen5", "HS_Gen5_4", "HS_Gen5_8", null, null, """{"sku":{"name":"HS_Gen5","tier":"Hyperscale","family":"Gen5","capacity":8},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":8}}}""" },
        { "pool", "HS_PRMS", "HS_PRMS_4", "HS_PRMS_8", null, null, """{"sku":{"name":"HS_PRMS","tier":"Hyperscale","family":"8IM","capacity":8},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":8}}}""" },
        { "pool", "BasicPool", "BasicPool_50", "BasicPool_100", null, """{"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":5}}}""", """{"sku":{"name":"BasicPool","tier":"Basic","capacity":100},"properties":{}}""" },
        { "pool", "StandardPool", "StandardPool_100", "StandardPool_200", null, null, """{"sku":{"name":"StandardPool","tier":"Standard","capacity":200},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":200}}}""" },
        { "pool", "PremiumPool", "PremiumPool_1000", "PremiumPool_1500", null, null, """{"sku":{"name":"PremiumPool","tier":"Premium","capacity":1500},"properties":{}}""" },
        { "pool", "PremiumPool", "PremiumPool_4000", "PremiumPool_1500", null, null, """{"sku":{"name":"PremiumPool","tier":"Premium","capacity":1500},"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":1000}}}""" },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_size_goes_there_and_back(string kind, string ladder, string from, string to, SizeExtras? extras, string? before, string body)
    {
        var resource = new EmulatedResource
        {
            StoreId = "a",
            StartSize = from,
            Kind = kind == "pool" ? EmulatedResourceKind.ElasticPool : EmulatedResourceKind.Database,
            Trace = new ConstantTrace(0.1),
            Profile = new LoadProfile { StorageBytes = 1e9 },
        };
        await using var cloud = await CloudFixture.StartAsync(o => o with { Resources = [resource] });
        using var transport = cloud.Cloud.CreateTransport();
        var wire = new CountingTransport(transport);
        var control = Control(wire);
        var store = StoreOf(resource, ladder);
        if (before is not null)
        {
            Assert.Equal(200, (await cloud.PatchAsync($"{resource.ResourceId}?{CloudFixture.SqlVersion}", before)).Status);
        }

        var asItWas = (await cloud.GetAsync($"{resource.ResourceId}?{CloudFixture.SqlVersion}")).Body!;
        var known = SizeCatalog.Embedded.Ladder(SizeCatalog.LadderName(store.Kind, ladder));
        Assert.True(known.Contains((await control.ReadAsync(store, Cancel)).CurrentSize) && known.Contains(to));

        await ChangeAsync(cloud, control, store, from, to, extras);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(Assert.Single(wire.Patches))), wire.Patches[0]);
        var there = await control.ReadAsync(store, Cancel);
        Assert.Equal((to, to, false), (there.CurrentSize, there.RequestedSize, there.OperationInFlight));
        Assert.True(extras?.IsMet(there.MaxDataBytes, there.Replicas) != false, $"{there}");
        Assert.True(store.Kind == StoreKind.SqlDatabase || there.Online);

        await ChangeAsync(cloud, control, store, to, from, extras?.Replicas is null ? null : new SizeExtras(Replicas: 0));

        var back = (await cloud.GetAsync($"{resource.ResourceId}?{CloudFixture.SqlVersion}")).Body!;
        Assert.Equal(asItWas["sku"]!.ToJsonString(), back["sku"]!.ToJsonString());
        foreach (var member in new[] { "perDatabaseSettings", "minCapacity", "autoPauseDelay", "highAvailabilityReplicaCount", extras?.MaxDataBytes is null ? "maxSizeBytes" : "status" })
        {
            Assert.True(JsonNode.DeepEquals(asItWas["properties"]![member], back["properties"]![member]), $"{member}: {back["properties"]![member]}");
        }
    }

    private static async Task ChangeAsync(CloudFixture cloud, AzureSqlCapacityControl control, Store store, string from, string to, SizeExtras? extras)
    {
        if (from == to && extras is null)
        {
            return;
        }

        var now = cloud.Clock.Now;
        var operation = new ScaleOperation
        {
            Id = $"a-{now.Ticks}",
            StoreId = store.Id,
            DecisionId = $"a-{now.Ticks}",
            From = from,
            To = to,
            Extras = extras,
            IntendedAt = now,
            Deadline = now.AddHours(12),
        };
        var ticket = await control.BeginAsync(store, operation, Cancel);
        cloud.Clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal(ScaleProgressState.Succeeded, (await control.PollAsync(store, operation with { Ticket = ticket.Handle }, Cancel)).State);
    }

    private static AzureSqlCapacityControl Control(CountingTransport wire)
    {
        var options = new AzureOptions();
        options.AllowedResourceIds.Add(CloudFixture.Server);
        return new AzureSqlCapacityControl(new AzureConnection(new OptionsWrapper<AzureOptions>(options), new EmulatorCredential(), wire));
    }

    private static Store StoreOf(EmulatedResource resource, string ladder)
    {
        var store = new Store
        {
            Id = "a",
            Kind = resource.Kind == EmulatedResourceKind.ElasticPool ? StoreKind.SqlElasticPool : StoreKind.SqlDatabase,
            ResourceId = resource.ResourceId,
            Region = "westeurope",
        };
        return store with { Configuration = store.Configuration with { PreAllocation = store.Configuration.PreAllocation with { Ladder = ladder } } };
    }
}
