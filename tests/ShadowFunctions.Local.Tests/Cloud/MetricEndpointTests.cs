using System.Globalization;
using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class MetricEndpointTests
{
    private const string MetricsScope = "https://metrics.monitor.azure.com/.default";
    private const string MetricsHost = "westeurope.metrics.monitor.azure.com";

    [Fact]
    public async Task The_time_before_the_start_is_told_from_the_trace_at_a_size_that_was_never_short()
    {
        await using var cloud = await StartAsync();
        var from = Start.AddDays(-7).AddHours(2);

        var values = await SeriesAsync(cloud, "cpu_used,cpu_limit,cpu_percent", from, from.AddHours(6));

        var trace = new GeneratedTrace(DemandPattern.DailyWeekly, 7);
        Assert.Equal(360, values["cpu_used"].Count);
        Assert.All(values["cpu_used"], v => Assert.Equal(trace.DemandVCores(v.Minute), v.Average!.Value, tolerance: 0.001));
        Assert.All(values["cpu_percent"], v => Assert.True(v.Average < 100));
        Assert.Equal(24, Assert.Single(values["cpu_limit"].Select(v => v.Average).Distinct()));
    }

    [Fact]
    public async Task Nothing_older_than_the_retention_and_nothing_younger_than_the_delay_is_told()
    {
        await using var cloud = await StartAsync();
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));

        var recent = (await SeriesAsync(cloud, "cpu_used", Start, Start.AddMinutes(10)))["cpu_used"];
        Assert.Equal([true, true, true, true, true, true, true, true, false, false], recent.Select(v => v.Average is not null));
        var edge = Start.AddMinutes(10).AddDays(-93);
        var old = (await SeriesAsync(cloud, "cpu_used", edge.AddMinutes(-5), edge.AddMinutes(5)))["cpu_used"];
        Assert.Equal([false, false, false, false, false, true, true, true, true, true], old.Select(v => v.Average is not null));
    }

    [Fact]
    public async Task The_minute_after_a_switch_is_a_gap_and_percentages_follow_the_new_size()
    {
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{Orders}?{SqlVersion}", """{"sku":{"name":"GP_Gen5_16"}}""");
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        var ready = cloud.Cloud.Report("orders", Start, Start.AddHours(1)).Operations[0].ReadyAt;

        var values = await SeriesAsync(cloud, "cpu_used,cpu_limit,cpu_percent", Start, Start.AddMinutes(18));

        var gap = StoreWorld.FloorToMinute(ready).AddMinutes(1);
        Assert.Equal([gap], values["cpu_used"].Where(v => v.Average is null).Select(v => v.Minute));
        Assert.Equal(8, values["cpu_limit"][0].Average);
        Assert.Equal(16, values["cpu_limit"][^1].Average);
        var last = values["cpu_used"].Count - 1;
        Assert.Equal(values["cpu_used"][last].Average!.Value / 16 * 100, values["cpu_percent"][last].Average!.Value, tolerance: 0.01);
    }

    [Fact]
    public async Task All_metrics_of_a_database_are_told_and_those_of_other_models_stay_empty()
    {
        await using var cloud = await StartAsync();
        var values = await SeriesAsync(
            cloud, "cpu_percent,physical_data_read_percent,log_write_percent,workers_percent,sessions_percent,sessions_count,storage,allocated_data_storage,sql_instance_memory_percent,app_memory_percent,dtu_limit",
            Start.AddHours(-1), Start.AddMinutes(-30));

        Assert.All(values.Where(v => v.Key is not ("app_memory_percent" or "dtu_limit")), v => Assert.All(v.Value, p => Assert.True(p.Average > 0, v.Key)));
        Assert.Empty(values["app_memory_percent"]);
        Assert.Empty(values["dtu_limit"]);
    }

    [Fact]
    public async Task Buckets_longer_than_a_minute_hold_mean_minimum_and_maximum_of_their_minutes()
    {
        await using var cloud = await StartAsync();
        var from = Start.AddHours(-2);
        var minutes = (await SeriesAsync(cloud, "cpu_used", from, from.AddHours(1)))["cpu_used"];
        var reply = await cloud.GetAsync(Query(Orders, "cpu_used", from, from.AddHours(1), "PT1H", "average,minimum,maximum,count"));
        var bucket = Assert.Single(reply.Body!["value"]![0]!["timeseries"]![0]!["data"]!.AsArray())!;

        Assert.Equal(minutes.Average(m => m.Average!.Value), Number(bucket, "average"), tolerance: 0.001);
        Assert.True(Number(bucket, "minimum") < Number(bucket, "average") && Number(bucket, "average") < Number(bucket, "maximum"));
        Assert.Equal(240, Number(bucket, "count"));
        Assert.Equal("PT1H", reply.Body["interval"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_tells_several_resources_and_marks_a_missing_one()
    {
        await using var cloud = await StartAsync();

        var reply = await BatchAsync(cloud, [Orders, $"{Server}/databases/none", Ledger]);

        Assert.Equal(200, reply.Status);
        var values = reply.Body!["values"]!.AsArray();
        Assert.Equal([Orders, $"{Server}/databases/none", Ledger], values.Select(v => v!["resourceid"]!.GetValue<string>()));
        Assert.Equal(["Success", "ResourceNotFound", "Success"], values.Select(v => v!["value"]![0]!["errorCode"]!.GetValue<string>()));
        Assert.Equal(60, values[2]!["value"]![0]!["timeseries"]![0]!["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_batch_Azure_would_refuse_is_refused()
    {
        await using var cloud = await StartAsync();

        Assert.Equal(400, (await BatchAsync(cloud, [])).Status);
        Assert.Equal(400, (await BatchAsync(cloud, [.. Enumerable.Repeat(Orders, 51)])).Status);
        Assert.Equal(400, (await BatchAsync(cloud, [Pool])).Status);
        Assert.Equal(400, (await BatchAsync(cloud, [Orders], host: "northeurope.metrics.monitor.azure.com")).Status);
        Assert.Equal(400, (await BatchAsync(cloud, [Orders.Replace("0001", "0002", StringComparison.Ordinal)])).Status);
        Assert.Equal(400, (await BatchAsync(cloud, [Orders], metrics: "cpu_percentage")).Status);
        Assert.Equal(401, (await BatchAsync(cloud, [Orders], scope: "https://management.azure.com/.default")).Status);
    }

    [Theory]
    [InlineData("metricnames=cpu&timespan=2026-08-31T05:00:00Z/2026-08-31T06:00:00Z")]
    [InlineData("metricnames=cpu_percent&timespan=2026-08-31T06:00:00Z/2026-08-31T05:00:00Z")]
    [InlineData("metricnames=cpu_percent&timespan=today")]
    [InlineData("metricnames=cpu_percent&interval=PT7M")]
    [InlineData("metricnames=cpu_percent&aggregation=median")]
    [InlineData("metricnames=cpu_percent&metricnamespace=Microsoft.Compute/virtualMachines")]
    [InlineData("timespan=2026-08-31T05:00:00Z/2026-08-31T06:00:00Z")]
    public async Task A_query_Azure_would_refuse_is_refused(string query)
    {
        await using var cloud = await StartAsync();
        var reply = await cloud.GetAsync($"{Orders}/providers/Microsoft.Insights/metrics?api-version=2024-02-01&{query}");

        Assert.Equal((400, "BadRequest"), (reply.Status, reply.ErrorCode));
    }

    private static Task<CloudReply> BatchAsync(
        CloudFixture cloud, IReadOnlyList<string> ids, string host = MetricsHost, string metrics = "cpu_percent", string scope = MetricsScope) => cloud.SendAsync(
        HttpMethod.Post,
        $"/subscriptions/00000000-0000-0000-0000-000000000001/metrics:getBatch?api-version=2024-02-01&metricnamespace=Microsoft.Sql/servers/databases&metricnames={metrics}&starttime=2026-08-31T04:00:00Z&endtime=2026-08-31T05:00:00Z&interval=PT1M&aggregation=average",
        new JsonObject { ["resourceids"] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) }.ToJsonString(),
        host, scope);

    private static async Task<Dictionary<string, List<(DateTimeOffset Minute, double? Average)>>> SeriesAsync(
        CloudFixture cloud, string metrics, DateTimeOffset from, DateTimeOffset to)
    {
        var reply = await cloud.GetAsync(Query(Orders, metrics, from, to, "PT1M", "average"));
        Assert.Equal(200, reply.Status);
        return reply.Body!["value"]!.AsArray().ToDictionary(
            m => m!["name"]!["value"]!.GetValue<string>(),
            m => m!["timeseries"]!.AsArray().SelectMany(s => s!["data"]!.AsArray())
                .Select(d => (DateTimeOffset.Parse(d!["timeStamp"]!.GetValue<string>(), CultureInfo.InvariantCulture), d["average"]?.GetValue<double>())).ToList());
    }

    private static string Query(string resource, string metrics, DateTimeOffset from, DateTimeOffset to, string interval, string aggregation) =>
        $"{resource}/providers/Microsoft.Insights/metrics?api-version=2024-02-01&metricnames={metrics}&timespan={from:yyyy-MM-ddTHH:mm:ssZ}/{to:yyyy-MM-ddTHH:mm:ssZ}&interval={interval}&aggregation={aggregation}";

    private static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();
}
