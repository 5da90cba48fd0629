using Azure;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

public sealed class MetricsQueryClientTests
{
    private const string Answer = """
        {"cost":59,"timespan":"2026-11-22T10:00:00Z/2026-11-22T10:02:00Z","interval":"PT1M","namespace":"Microsoft.Sql/servers/databases",
         "resourceregion":"westeurope","value":[
          {"id":"/r/providers/Microsoft.Insights/metrics/cpu_percent","type":"Microsoft.Insights/metrics",
           "name":{"value":"cpu_percent","localizedValue":"CPU percentage"},"displayDescription":"CPU","unit":"Percent","errorCode":"Success",
           "timeseries":[{"metadatavalues":[{"name":{"value":"tier"},"value":"Hot"}],"data":[
             {"timeStamp":"2026-11-22T10:00:00Z","average":12.5,"maximum":40},{"timeStamp":"2026-11-22T10:01:00Z"}]}]},
          {"id":"/r/providers/Microsoft.Insights/metrics/bad","type":"Microsoft.Insights/metrics","name":{"value":"bad"},"unit":"Count",
           "timeseries":[],"errorCode":"InvalidSamplingType","errorMessage":"not found"}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_names_metrics_window_grain_and_aggregations()
    {
        ScriptedService service = new ScriptedService().Answer(200, Answer);
        DateTimeOffset start = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2));
        MetricsQueryOptions options = new()
        {
            TimeRange = new QueryTimeRange(start, start.AddMinutes(2)),
            Granularity = TimeSpan.FromMinutes(1),
            Aggregations = { MetricAggregationType.Average, MetricAggregationType.Maximum },
            Filter = "tier eq '*'",
            Size = 3,
            OrderBy = "average desc",
            MetricNamespace = "Microsoft.Sql/servers/databases",
        };

        await Client(service).QueryResourceAsync(Clients.DatabaseId.ToString(), ["cpu_percent", "bad"], options, Stop);

        RecordedRequest request = Assert.Single(service.Requests);
        Assert.Equal($"{Clients.DatabaseId}/providers/Microsoft.Insights/metrics", request.Uri.AbsolutePath);
        Assert.Equal("2026-11-22T10:00:00.0000000Z/2026-11-22T10:02:00.0000000Z", request.Query("timespan"));
        Assert.Equal("PT1M", request.Query("interval"));
        Assert.Equal("cpu_percent,bad", request.Query("metricnames"));
        Assert.Equal("Average,Maximum", request.Query("aggregation"));
        Assert.Equal("tier eq '*'", request.Query("$filter"));
        Assert.Equal(("3", "average desc"), (request.Query("top"), request.Query("orderby")));
        Assert.Equal("Microsoft.Sql/servers/databases", request.Query("metricnamespace"));
        Assert.Equal("2024-02-01", request.Query("api-version"));
        Assert.Equal("Bearer token for https://management.azure.com/.default", request.Authorization);
    }

    [Fact]
    public void What_is_not_set_is_not_asked()
    {
        ScriptedService service = new ScriptedService().Answer(200, Answer);
        MetricsQueryClientOptions options = new(MetricsQueryClientOptions.ServiceVersion.V2018_01_01);

        new MetricsQueryClient(Clients.Credential, Clients.Configured(options, service))
            .QueryResource(Clients.DatabaseId.ToString(), ["cpu_percent"], cancellationToken: Stop);

        Assert.Equal("?metricnames=cpu_percent&api-version=2018-01-01", service.Requests[0].Uri.Query);
    }

    [Fact]
    public async Task A_missing_aggregation_is_a_gap_and_not_zero()
    {
        MetricsQueryResult result = await Client(new ScriptedService().Answer(200, Answer))
            .QueryResourceAsync("/r", ["cpu_percent"], cancellationToken: Stop);

        MetricResult metric = result.GetMetricByName("cpu_percent");
        MetricTimeSeriesElement series = Assert.Single(metric.TimeSeries);
        Assert.Null(metric.Error);
        Assert.Equal((MetricUnit.Percent, "CPU"), (metric.Unit, metric.Description));
        Assert.Equal("Hot", series.Metadata["tier"]);
        Assert.Equal([12.5, null], series.Values.Select(value => value.Average));
        Assert.Equal([40, null], series.Values.Select(value => value.Maximum));
        Assert.All(series.Values, value => Assert.Null(value.Total));
        Assert.Equal((59, TimeSpan.FromMinutes(1), "westeurope"), (result.Cost, result.Granularity, result.ResourceRegion));
        Assert.Equal(TimeSpan.FromMinutes(2), result.TimeSpan.Duration);
    }

    [Fact]
    public async Task One_metric_can_fail_while_the_call_succeeds()
    {
        MetricsQueryResult result = await Client(new ScriptedService().Answer(200, Answer))
            .QueryResourceAsync("/r", ["bad"], cancellationToken: Stop);

        ResponseError error = result.GetMetricByName("bad").Error;
        Assert.Equal(("InvalidSamplingType", "not found"), (error.Code, error.Message));
    }

    [Fact]
    public async Task The_audience_sets_endpoint_and_scope()
    {
        ScriptedService service = new ScriptedService().Answer(200, Answer);
        MetricsQueryClientOptions options = new() { Audience = MetricsQueryAudience.AzureGovernment };

        await new MetricsQueryClient(Clients.Credential, Clients.Configured(options, service))
            .QueryResourceAsync("/r", ["cpu_percent"], cancellationToken: Stop);

        Assert.Equal("management.usgovcloudapi.net", service.Requests[0].Uri.Host);
        Assert.Equal("Bearer token for https://management.usgovcloudapi.net/.default", service.Requests[0].Authorization);
    }

    [Theory]
    [InlineData("PT1H", 60, false, false)]
    [InlineData("2026-11-22T10:00:00Z/PT1H", 60, true, false)]
    [InlineData("PT1H/2026-11-22T10:00:00Z", 60, false, true)]
    [InlineData("2026-11-22T10:00:00Z/2026-11-22T10:30:00Z", 30, true, true)]
    public void Every_form_of_a_time_range_is_read(string text, int minutes, bool hasStart, bool hasEnd)
    {
        MetricsQueryResult result = MonitorQueryModelFactory.MetricsQueryResult(null, text, null, "ns", "region", []);

        Assert.Equal(TimeSpan.FromMinutes(minutes), result.TimeSpan.Duration);
        Assert.Equal((hasStart, hasEnd), (result.TimeSpan.Start.HasValue, result.TimeSpan.End.HasValue));
    }

    private static MetricsQueryClient Client(ScriptedService service) =>
        new(Clients.Credential, Clients.Configured(new MetricsQueryClientOptions(), service));
}
