using System.Text.Json.Nodes;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>Answers against the payloads of the public specifications: every member they print, of the same JSON kind.</summary>
public class PublishedPayloadTests
{
    [Fact]
    public async Task A_database_has_every_member_of_the_published_one()
    {
        var published = Published("sql/2023-08-01_GetDatabaseWithAvailabilityZone.json");
        await using var cloud = await StartAsync();

        PayloadShape.Assert(published, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Body!);
    }

    [Fact]
    public async Task A_pool_has_every_member_of_the_published_one()
    {
        var published = Published("sql/2023-08-01_ElasticPoolGet.json");
        await using var cloud = await StartAsync();

        PayloadShape.Assert(published, (await cloud.GetAsync($"{Pool}?{SqlVersion}")).Body!);
    }

    [Theory]
    [InlineData("sql/2017-03-01-preview_ListDatabaseOperations.json", Orders)]
    [InlineData("sql/2017-10-01-preview_ListElasticPoolOperations.json", Pool)]
    public async Task Operations_have_every_member_of_the_published_ones(string file, string resource)
    {
        var published = Published(file);
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{resource}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","capacity":10}}""");

        PayloadShape.Assert(published, (await cloud.GetAsync($"{resource}/operations?{SqlVersion}")).Body!);
    }

    [Fact]
    public async Task A_batch_of_metrics_has_every_member_of_the_published_one()
    {
        var published = Published("insights/2023-10-01_MetricBatchExample2.json");
        await using var cloud = await StartAsync();
        var reply = await cloud.SendAsync(
            HttpMethod.Post,
            "/subscriptions/00000000-0000-0000-0000-000000000001/metrics:getBatch?api-version=2023-10-01&metricnamespace=Microsoft.Sql/servers/databases&metricnames=cpu_percent&interval=FULL&aggregation=average&starttime=2026-08-31T02:00:00Z&endtime=2026-08-31T05:00:00Z",
            $$"""{"resourceids":["{{Orders}}"] }""", "westeurope.metrics.monitor.azure.com", "https://metrics.monitor.azure.com/.default");

        PayloadShape.Assert(published, reply.Body!);
    }

    [Fact]
    public async Task Metrics_of_one_resource_have_every_member_of_the_published_ones()
    {
        var published = Published("insights/2023-10-01_GetMetric.json");
        await using var cloud = await StartAsync();
        var reply = await cloud.GetAsync(
            $"{Orders}/providers/Microsoft.Insights/metrics?api-version=2023-10-01&metricnames=cpu_percent&aggregation=average,minimum,maximum&interval=PT1H&timespan=2026-08-31T02:00:00Z/2026-08-31T05:00:00Z");

        PayloadShape.Assert(published, reply.Body!);
    }

    [Theory]
    [InlineData("createOrUpdateMetricAlertSingleResource")]
    [InlineData("createOrUpdateMetricAlertMultipleResource")]
    [InlineData("createOrUpdateDynamicMetricAlertSingleResource")]
    public async Task A_published_alert_rule_is_accepted_and_comes_back(string name)
    {
        var file = Read($"insights/2018-03-01_{name}.json");
        await using var cloud = await StartAsync();
        const string rule = "/subscriptions/s/resourceGroups/gigtest/providers/Microsoft.Insights/metricAlerts/rule?api-version=2018-03-01";

        var put = await cloud.SendAsync(HttpMethod.Put, rule, file["parameters"]!["parameters"]!.ToJsonString());

        Assert.Equal(200, put.Status);
        var read = (await cloud.GetAsync(rule)).Body!;
        PayloadShape.Assert(file["responses"]!["200"]!["body"]!, read);
        Assert.True(JsonNode.DeepEquals(file["parameters"]!["parameters"]!["properties"], read["properties"]));
    }

    private static JsonNode Published(string file) => Read(file)["responses"]!["200"]!["body"]!;

    private static JsonNode Read(string file) => PayloadFiles.Read(file);
}
