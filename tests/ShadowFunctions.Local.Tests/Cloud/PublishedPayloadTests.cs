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

        AssertShape(published, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Body!);
    }

    [Fact]
    public async Task A_pool_has_every_member_of_the_published_one()
    {
        var published = Published("sql/2023-08-01_ElasticPoolGet.json");
        await using var cloud = await StartAsync();

        AssertShape(published, (await cloud.GetAsync($"{Pool}?{SqlVersion}")).Body!);
    }

    [Theory]
    [InlineData("sql/2017-03-01-preview_ListDatabaseOperations.json", Orders)]
    [InlineData("sql/2017-10-01-preview_ListElasticPoolOperations.json", Pool)]
    public async Task Operations_have_every_member_of_the_published_ones(string file, string resource)
    {
        var published = Published(file);
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{resource}?{SqlVersion}", """{"sku":{"name":"GP_Gen5","capacity":10}}""");

        AssertShape(published, (await cloud.GetAsync($"{resource}/operations?{SqlVersion}")).Body!);
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

        AssertShape(published, reply.Body!);
    }

    [Fact]
    public async Task Metrics_of_one_resource_have_every_member_of_the_published_ones()
    {
        var published = Published("insights/2023-10-01_GetMetric.json");
        await using var cloud = await StartAsync();
        var reply = await cloud.GetAsync(
            $"{Orders}/providers/Microsoft.Insights/metrics?api-version=2023-10-01&metricnames=cpu_percent&aggregation=average,minimum,maximum&interval=PT1H&timespan=2026-08-31T02:00:00Z/2026-08-31T05:00:00Z");

        AssertShape(published, reply.Body!);
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
        AssertShape(file["responses"]!["200"]!["body"]!, read);
        Assert.True(JsonNode.DeepEquals(file["parameters"]!["parameters"]!["properties"], read["properties"]));
    }

    private static JsonNode Published(string file) => Read(file)["responses"]!["200"]!["body"]!;

    private static JsonNode Read(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "arm", file);
            if (File.Exists(path))
            {
                return JsonNode.Parse(File.ReadAllText(path))!;
            }
        }

        Assert.Skip($"skipped: the published payload {file} is not at hand (shared/data/arm)");
        throw new InvalidOperationException("Not reached.");
    }

    /// <summary>Kinds are compared for every member; of a list, its first element speaks for all. Tags and dimensions are the owner's.</summary>
    private static void AssertShape(JsonNode expected, JsonNode actual, string path = "$")
    {
        if (expected is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                var ours = Assert.IsType<JsonObject>(actual);
                Assert.True(ours.ContainsKey(name), $"{path}.{name} is missing");
                if (value is not null && name is not ("tags" or "metadatavalues"))
                {
                    Assert.True(ours[name] is not null, $"{path}.{name} is null");
                    AssertShape(value, ours[name]!, $"{path}.{name}");
                }
            }
        }
        else if (expected is JsonArray list)
        {
            var ours = Assert.IsType<JsonArray>(actual);
            if (list.Count > 0)
            {
                Assert.True(ours.Count > 0, $"{path} is empty");
                AssertShape(list[0]!, ours[0]!, $"{path}[0]");
            }
        }
        else
        {
            Assert.True(expected.GetValueKind() == actual.GetValueKind() || IsFlag(expected, actual), $"{path}: {expected.ToJsonString()} against {actual.ToJsonString()}");
        }
    }

    private static bool IsFlag(JsonNode expected, JsonNode actual) =>
        expected.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
        && actual.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False;
}
