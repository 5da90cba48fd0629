using System.Text.Json.Nodes;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>How the emulated cloud is brought to give each published answer. Sizes that Azure has retired stand for today's.</summary>
internal static class ConformanceCases
{
    private const string Api = "?api-version=";
    private const string Rule = "/subscriptions/s/resourceGroups/gigtest/providers/Microsoft.Insights/metricAlerts/rule?api-version=2018-03-01";
    private const string New = $"{Server}/databases/fresh";
    private const string NewPool = $"{Server}/elasticPools/fresh";
    private const string Span = "timespan=2026-08-31T02:00:00Z/2026-08-31T05:00:00Z";
    private const string FirstFilter = "$filter=name/value eq 'cpu_percent' and timeGrain eq '00:10:00' and startTime eq '2026-08-31T02:00:00Z' and endTime eq '2026-08-31T03:00:00Z'";

    /// <summary>File to the exchange that reproduces it.</summary>
    public static IReadOnlyDictionary<string, Func<CloudFixture, JsonNode, Task<CloudReply>>> All { get; } = new Dictionary<string, Func<CloudFixture, JsonNode, Task<CloudReply>>>
    {
        ["insights/2018-01-01_GetMetric.json"] = (c, _) => c.GetAsync($"{Orders}/providers/Microsoft.Insights/metrics{Api}2018-01-01&metricnames=cpu_percent&aggregation=count,average&{Span}"),
        ["insights/2018-01-01_GetMetricError.json"] = (c, _) => c.GetAsync($"{Orders}/providers/Microsoft.Insights/metrics{Api}2018-01-01&metricnames=sessions_percent,cpu_percent&aggregation=average&interval=PT1H&{Span}"),
        ["insights/2018-03-01_UpdateMetricAlert.json"] = async (c, file) =>
        {
            _ = await c.SendAsync(HttpMethod.Put, Rule, file["parameters"]!["parameters"]!.ToJsonString());
            return await c.PatchAsync(Rule, file["parameters"]!["parameters"]!.ToJsonString());
        },
        ["insights/2018-03-01_createOrUpdateDynamicMetricAlertSingleResource.json"] = PutRule,
        ["insights/2018-03-01_createOrUpdateMetricAlertMultipleResource.json"] = PutRule,
        ["insights/2018-03-01_createOrUpdateMetricAlertSingleResource.json"] = PutRule,
        ["insights/2018-03-01_deleteMetricAlert.json"] = async (c, _) =>
        {
            Assert.Equal(204, (await c.SendAsync(HttpMethod.Delete, Rule)).Status);
            await PutKnownRule(c);
            return await c.SendAsync(HttpMethod.Delete, Rule);
        },
        ["insights/2018-03-01_getMetricAlertSingleResource.json"] = async (c, file) =>
        {
            Assert.Equal(200, (await c.SendAsync(HttpMethod.Put, Rule, file["responses"]!["200"]!["body"]!.ToJsonString())).Status);
            return await c.GetAsync(Rule);
        },
        ["insights/2018-03-01_getMetricAlertStatus.json"] = async (c, _) =>
        {
            await PutKnownRule(c);
            return await c.GetAsync(Rule.Replace("/rule?", "/rule/status?", StringComparison.Ordinal));
        },
        ["insights/2023-10-01_GetMetric.json"] = (c, _) => c.GetAsync($"{Orders}/providers/Microsoft.Insights/metrics{Api}2023-10-01&metricnames=cpu_percent&aggregation=average,minimum,maximum&interval=PT1H&{Span}"),
        ["insights/2023-10-01_MetricBatchExample2.json"] = (c, _) => Batch(c, "2023-10-01"),
        ["insights/2024-02-01_MetricBatchExample.json"] = (c, _) => Batch(c, "2024-02-01"),
        ["sql/2014-04-01_DatabaseMetricsListWithFilter.json"] = (c, _) => c.GetAsync($"{Orders}/metrics{Api}2014-04-01&{FirstFilter}"),
        ["sql/2014-04-01_DatabaseUpdateMaxPatch.json"] = async (c, _) =>
        {
            Assert.Equal(200, (await c.PatchAsync($"{Orders}?{SqlVersion}", """{"properties":{"maxSizeBytes":268435456000}}""")).Status);
            return await c.GetAsync($"{Orders}{Api}2014-04-01");
        },
        ["sql/2014-04-01_ElasticPoolMetricsListWithFilter.json"] = (c, _) => c.GetAsync($"{Pool}/metrics{Api}2014-04-01&{FirstFilter}"),
        ["sql/2017-03-01-preview_CancelDatabaseOperation.json"] = (c, _) => Cancel(c, Orders),
        ["sql/2017-03-01-preview_ListDatabaseOperations.json"] = async (c, file) =>
        {
            _ = await Resize(c, Orders);
            return await c.GetAsync($"{Orders}/operations{Api}2017-03-01-preview");
        },
        ["sql/2017-10-01-preview_CancelElasticPoolOperation.json"] = (c, _) => Cancel(c, Pool),
        ["sql/2017-10-01-preview_CreateHyperscaleDatabaseWithReadReplicas.json"] = async (c, file) =>
        {
            await Made(c, New, file["parameters"]!["parameters"]!.ToJsonString());
            return await c.GetAsync($"{New}{Api}2017-10-01-preview");
        },
        ["sql/2017-10-01-preview_ElasticPoolUpdateMax.json"] = async (c, _) =>
        {
            Assert.Equal(202, (await c.PatchAsync($"{Pool}{Api}2017-10-01-preview", """{"sku":{"name":"GP_Gen5_6","tier":"GeneralPurpose","capacity":6},"properties":{"perDatabaseSettings":{"minCapacity":0.25,"maxCapacity":1.0},"zoneRedundant":true,"licenseType":"LicenseIncluded"}}""")).Status);
            return await c.GetAsync($"{Pool}{Api}2017-10-01-preview");
        },
        ["sql/2017-10-01-preview_GetVCoreDatabase.json"] = (c, _) => c.GetAsync($"{Orders}{Api}2017-10-01-preview"),
        ["sql/2017-10-01-preview_ListElasticPoolOperations.json"] = async (c, file) =>
        {
            _ = await Resize(c, Pool);
            return await c.GetAsync($"{Pool}/operations{Api}2017-10-01-preview");
        },
        ["sql/2017-10-01-preview_ListVCoreDatabasesByServer.json"] = async (c, _) =>
        {
            await Made(c, $"{Server}/databases/a-first", """{"location":"westeurope","sku":{"name":"BC_Gen5","capacity":2}}""");
            return await c.GetAsync($"{Server}/databases{Api}2017-10-01-preview");
        },
        ["sql/2017-10-01-preview_PatchVCoreDatabase.json"] = async (c, _) =>
        {
            Assert.Equal(202, (await c.PatchAsync($"{Orders}{Api}2017-10-01-preview", """{"sku":{"name":"GP_Gen5_16"},"properties":{"licenseType":"LicenseIncluded"}}""")).Status);
            c.Clock.Advance(TimeSpan.FromHours(1));
            return await c.GetAsync($"{Orders}{Api}2017-10-01-preview");
        },
        ["sql/2017-10-01-preview_PauseDatabase.json"] = (c, _) => c.SendAsync(HttpMethod.Post, $"{Orders}/pause{Api}2017-03-01-preview"),
        ["sql/2023-08-01_CreateDatabaseMin.json"] = (c, file) => Made(c, New, file["parameters"]!["parameters"]!.ToJsonString()),
        ["sql/2023-08-01_CreateVCoreDatabaseByServiceObjective.json"] = (c, _) => Made(c, New, """{"location":"southeastasia","sku":{"name":"BC","family":"Gen5","capacity":2}}"""),
        ["sql/2023-08-01_DeleteDatabase.json"] = async (c, _) =>
        {
            Assert.Equal(204, (await c.SendAsync(HttpMethod.Delete, $"{New}?{SqlVersion}")).Status);
            return await c.SendAsync(HttpMethod.Delete, $"{Orders}?{SqlVersion}");
        },
        ["sql/2023-08-01_ElasticPoolCreateOrUpdateMin.json"] = (c, file) => c.SendAsync(HttpMethod.Put, $"{NewPool}?{SqlVersion}", file["parameters"]!["parameters"]!.ToJsonString()),
        ["sql/2023-08-01_ElasticPoolCreateOrUpdateServerlessProperties.json"] = (c, file) => c.SendAsync(HttpMethod.Put, $"{NewPool}?{SqlVersion}", file["parameters"]!["parameters"]!.ToJsonString()),
        ["sql/2023-08-01_ElasticPoolGet.json"] = (c, _) => c.GetAsync($"{Pool}?{SqlVersion}"),
        ["sql/2023-08-01_ElasticPoolListByServer.json"] = (c, _) => c.GetAsync($"{Server}/elasticPools?{SqlVersion}"),
        ["sql/2023-08-01_ElasticPoolUpdateServerlessProperties.json"] = async (c, file) =>
        {
            Assert.Equal(202, (await c.PatchAsync($"{Pool}?{SqlVersion}", file["parameters"]!["parameters"]!.ToJsonString())).Status);
            return await c.GetAsync($"{Pool}?{SqlVersion}");
        },
        ["sql/2023-08-01_GetDatabaseUsages.json"] = (c, _) => c.GetAsync($"{Orders}/usages?{SqlVersion}"),
        ["sql/2023-08-01_GetDatabaseWithAvailabilityZone.json"] = (c, _) => c.GetAsync($"{Orders}?{SqlVersion}"),
    };

    private static async Task<CloudReply> PutRule(CloudFixture cloud, JsonNode file)
    {
        var put = await cloud.SendAsync(HttpMethod.Put, Rule, file["parameters"]!["parameters"]!.ToJsonString());
        Assert.Equal(200, put.Status);
        return put;
    }

    private static async Task PutKnownRule(CloudFixture cloud) =>
        _ = await PutRule(cloud, PayloadFiles.Read("insights/2018-03-01_createOrUpdateMetricAlertSingleResource.json"));

    private static Task<CloudReply> Batch(CloudFixture cloud, string version) => cloud.SendAsync(
        HttpMethod.Post,
        $"/subscriptions/00000000-0000-0000-0000-000000000001/metrics:getBatch{Api}{version}&metricnamespace=Microsoft.Sql/servers/databases&metricnames=cpu_percent&interval=FULL&aggregation=average,minimum,maximum&starttime=2026-08-31T02:00:00Z&endtime=2026-08-31T05:00:00Z",
        $$"""{"resourceids":["{{Orders}}","{{Ledger}}"] }""", "westeurope.metrics.monitor.azure.com", "https://metrics.monitor.azure.com/.default");

    private static async Task<CloudReply> Resize(CloudFixture cloud, string resource)
    {
        var accepted = await cloud.PatchAsync($"{resource}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","capacity":10}}""");
        Assert.Equal(202, accepted.Status);
        return accepted;
    }

    private static async Task<CloudReply> Cancel(CloudFixture cloud, string resource)
    {
        _ = await Resize(cloud, resource);
        var operations = await cloud.GetAsync($"{resource}/operations?{SqlVersion}");
        var name = operations.Body!["value"]![0]!["name"]!.GetValue<string>();
        return await cloud.SendAsync(HttpMethod.Post, $"{resource}/operations/{name}/cancel?{SqlVersion}");
    }

    /// <summary>A database made by PUT: 202 with an address, and the resource once it has ended.</summary>
    private static async Task<CloudReply> Made(CloudFixture cloud, string id, string body)
    {
        var accepted = await cloud.SendAsync(HttpMethod.Put, $"{id}?{SqlVersion}", body);
        Assert.Equal(202, accepted.Status);
        Assert.True(accepted.Headers.ContainsKey("Location"));
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        return await cloud.GetAsync($"{id}?{SqlVersion}");
    }
}
