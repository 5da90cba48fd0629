using System.Text.Json;
using Azure;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

public sealed class MetricsClientTests
{
    private static readonly Uri s_endpoint = new("https://westeurope.metrics.monitor.azure.com");
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_posts_lower_case_ids_and_asks_without_dollar_signs()
    {
        ScriptedService service = new ScriptedService().Answer(200, """{"values":[]}""");
        DateTimeOffset start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        MetricsQueryResourcesOptions options = new()
        {
            StartTime = start,
            EndTime = start.AddHours(1),
            Granularity = TimeSpan.FromMinutes(1),
            Aggregations = { "average", "maximum" },
            Filter = "a eq 'b'",
            RollUpBy = { "a" },
            Size = 10,
        };

        await Client(service).QueryResourcesAsync(
            [Clients.DatabaseId, Clients.DatabaseId], ["cpu_percent", "log_write_percent"], "Microsoft.Sql/servers/databases", options, Stop);

        RecordedRequest request = Assert.Single(service.Requests);
        Assert.Equal(("POST", $"/subscriptions/{Clients.Subscription}/metrics:getBatch"), (request.Method, request.Uri.AbsolutePath));
        Assert.Equal(("2026-11-22T10:00:00.000Z", "2026-11-22T11:00:00.000Z"), (request.Query("starttime"), request.Query("endtime")));
        Assert.Equal(("PT1M", "average,maximum"), (request.Query("interval"), request.Query("aggregation")));
        Assert.Equal(("cpu_percent,log_write_percent", "Microsoft.Sql/servers/databases"), (request.Query("metricnames"), request.Query("metricnamespace")));
        Assert.Equal(("a eq 'b'", "a", "10"), (request.Query("filter"), request.Query("rollupby"), request.Query("top")));
        Assert.Equal("2024-02-01", request.Query("api-version"));
        Assert.Equal("Bearer token for https://metrics.monitor.azure.com/.default", request.Authorization);
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse($$"""{"resourceids":["{{Clients.DatabaseId}}","{{Clients.DatabaseId}}"]}""").RootElement, request.Json));
    }

    [Fact]
    public void A_batch_answer_has_one_element_per_resource()
    {
        ScriptedService service = new ScriptedService().Answer(200, $$"""
            {"values":[{"starttime":"2026-11-22T10:00:00Z","endtime":"2026-11-22T11:00:00Z","interval":"PT1M","namespace":"n",
              "resourceregion":"westeurope","resourceid":"{{Clients.DatabaseId}}","value":[
               {"id":"{{Clients.DatabaseId}}/providers/Microsoft.Insights/metrics/cpu_percent","type":"Microsoft.Insights/metrics",
                "name":{"value":"cpu_percent"},"unit":"Percent","timeseries":[{"metadatavalues":[],"data":[{"timeStamp":"2026-11-22T10:00:00Z"}]}],
                "errorCode":"Success"}]},
              {"starttime":"2026-11-22T10:00:00Z","endtime":"2026-11-22T11:00:00Z","interval":"FULL","value":[]}]}
            """);

        MetricsQueryResourcesResult result = Client(service).QueryResources([Clients.DatabaseId], ["cpu_percent"], "n", cancellationToken: Stop);

        Assert.Equal(2, result.Values.Count);
        Assert.StartsWith(Clients.DatabaseId.ToString(), result.Values[0].Metrics.Single().Id, StringComparison.Ordinal);
        Assert.Null(result.Values[0].Metrics.Single().TimeSeries.Single().Values.Single().Average);
        Assert.Equal(TimeSpan.FromHours(1), result.Values[0].TimeSpan.Duration);
        Assert.Null(result.Values[1].Granularity);
    }

    [Fact]
    public async Task Refusals_are_thrown_with_the_services_code()
    {
        ScriptedService service = new ScriptedService().Answer(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}""");

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Client(service).QueryResourcesAsync([Clients.DatabaseId], ["m"], "n", cancellationToken: Stop));

        Assert.Equal((403, "AuthorizationFailed"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task A_batch_without_resources_or_with_an_end_alone_is_refused_before_it_is_sent()
    {
        ScriptedService service = new();
        MetricsQueryResourcesOptions endOnly = new() { EndTime = DateTimeOffset.UnixEpoch };

        await Assert.ThrowsAsync<ArgumentException>(() => Client(service).QueryResourcesAsync([], ["m"], "n", cancellationToken: Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Client(service).QueryResourcesAsync([Clients.DatabaseId], ["m"], "n", endOnly, Stop));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_token_is_never_sent_in_clear()
    {
        ScriptedService service = new();
        MetricsClient client = new(new Uri("http://127.0.0.1:5000"), Clients.Credential, Clients.Configured(new MetricsClientOptions(), service));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.QueryResourcesAsync([Clients.DatabaseId], ["m"], "n", cancellationToken: Stop));

        Assert.Empty(service.Requests);
    }

    private static MetricsClient Client(ScriptedService service) =>
        new(s_endpoint, Clients.Credential, Clients.Configured(new MetricsClientOptions(), service));
}
