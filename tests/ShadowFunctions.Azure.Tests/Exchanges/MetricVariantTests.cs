using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>Metrics as the service may write them. What cannot be read is missing, never zero, and spoils nothing beside it.</summary>
public sealed class MetricVariantTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private static readonly DateTimeOffset From = new(2026, 11, 22, 11, 0, 0, TimeSpan.Zero);

    /// <summary>Points of one series, and the CPU read at the first two minutes.</summary>
    public static TheoryData<string, double?, double?> Points => new()
    {
        { """[{"timeStamp":"2026-11-22T11:00:00Z","average":1.5},{"timeStamp":"2026-11-22T11:01:00Z","average":0}]""", 1.5, 0 },
        { """[{"timeStamp":"2026-11-22T11:00:00Z","average":null},{"timeStamp":"2026-11-22T11:01:00Z"}]""", null, null },
        { """[{"timeStamp":"2026-11-22T11:00:00.0000000Z","average":2,"minimum":null,"maximum":null,"total":null,"count":null,"note":"x"}]""", 2, null },
        { """[{"timeStamp":"2026-11-22T12:01:00+01:00","average":3}]""", null, 3 },
        { """[{"timeStamp":"2026-11-22T11:00:00Z","average":"NaN"},{"timeStamp":"2026-11-22T11:01:00Z","total":5,"maximum":7}]""", null, null },
        { """[{"timeStamp":"2026-11-22T10:59:00Z","average":9},{"timeStamp":"2026-11-22T12:00:00Z","average":9}]""", null, null },
        { """[{"timeStamp":"2026-11-22T11:00:00Z","average":4},{"timeStamp":"2026-11-22T11:00:00Z","average":4}]""", 4, null },
        { "[]", null, null },
        { "null", null, null },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Points_are_read_as_they_are(string points, double? first, double? second)
    {
        foreach (var batch in new[] { true, false })
        {
            var answer = await QueryAsync($$"""[{{Metric("cpu_used", points)}}]""", batch);

            Assert.Empty(answer.Errors);
            Assert.Equal([first, second], Enumerable.Range(0, 2).Select(i => answer.Samples.FirstOrDefault(s => s.Minute == From.AddMinutes(i))?.Amounts.CpuVCores));
        }
    }

    [Theory]
    [InlineData("""{"name":{"value":"log_write_percent"},"errorCode":"InvalidSamplingType","errorMessage":"no","timeseries":[]}""", "log_write_percent: InvalidSamplingType no")]
    [InlineData("""{"name":{"value":"log_write_percent"},"errorCode":"Throttled","errorMessage":null,"timeseries":null}""", "log_write_percent: Throttled")]
    [InlineData("""{"name":{"value":"log_write_percent"},"errorCode":null,"timeseries":null}""", null)]
    [InlineData("""{"name":{"value":"log_write_percent"},"errorCode":"success","timeseries":[{"metadatavalues":null,"data":null},{}]}""", null)]
    [InlineData("""{"name":null,"timeseries":[{"data":[{"timeStamp":"2026-11-22T11:00:00Z","average":1}]}]}""", null)]
    [InlineData("""{"name":{"value":"something_newer"},"unit":"SomethingNewer","timeseries":[{"data":[{"timeStamp":"2026-11-22T11:00:00Z","average":1}]}]}""", null)]
    public async Task A_metric_that_fails_or_says_nothing_spoils_nothing_beside_it(string other, string? error)
    {
        foreach (var batch in new[] { true, false })
        {
            var first = JsonNode.Parse(other)!;
            first["id"] = $"{Store.ResourceId}/providers/Microsoft.Insights/metrics/other";
            var answer = await QueryAsync($"[{first.ToJsonString()},{Metric("CPU_Used", """[{"timeStamp":"2026-11-22T11:00:00Z","average":2}]""")}]", batch);

            Assert.Equal(error is null ? [] : [error], answer.Errors);
            Assert.Equal(2, Assert.Single(answer.Samples).Amounts.CpuVCores);
        }
    }

    [Theory]
    [InlineData("subscriptions/")]
    [InlineData("/SUBSCRIPTIONS/")]
    public async Task A_batch_finds_its_resource_however_the_id_is_spelled(string start)
    {
        var metric = Metric("cpu_used", """[{"timeStamp":"2026-11-22T11:00:00Z","average":2}]""").Replace("/subscriptions/", start, StringComparison.Ordinal)
            .Replace("Microsoft.Insights", "microsoft.insights", StringComparison.Ordinal);

        Assert.Single((await QueryAsync($"[{metric}]", batch: true)).Samples);
    }

    [Theory]
    [InlineData("""{"values":null}""")]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":[{"resourceid":"x","value":[]}]}""")]
    [InlineData("""{"values":[{"resourceid":null,"value":null}]}""")]
    [InlineData("{}")]
    public async Task A_store_that_the_batch_leaves_out_is_told_as_unread(string body)
    {
        _azure.Answer(_ => true, 200, body: body);

        var answer = await AskAsync();

        Assert.Empty(answer.Samples);
        Assert.Contains("gave no metrics", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"average":1}]""")]
    [InlineData("""[{"timeStamp":"yesterday","average":1}]""")]
    public async Task A_point_without_a_time_is_an_error_of_that_store_alone(string points)
    {
        _azure.Answer(r => r.Path.Contains("getBatch", StringComparison.Ordinal), 200, body: Batch($"[{Metric("cpu_used", points)}]"));
        _azure.Answer(_ => true, 200, body: Single($"[{Metric("cpu_used", points)}]"));

        var answer = await AskAsync();

        Assert.Empty(answer.Samples);
        Assert.Contains("not understood", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    private static string Metric(string name, string points) => $$"""
        {"id":"{{Store.ResourceId}}/providers/Microsoft.Insights/metrics/{{name}}","type":"Microsoft.Insights/metrics","name":{"value":"{{name}}","localizedValue":null},
         "displayDescription":null,"unit":"Count","errorCode":"Success","timeseries":[{"metadatavalues":[{"name":{"value":"DatabaseResourceId"},"value":null}],"data":{{points}}}]}
        """;

    private static string Batch(string metrics) =>
        $$"""{"values":[{"starttime":"2026-11-22T11:00:00Z","endtime":"2026-11-22T12:00:00Z","interval":"PT1M","namespace":"microsoft.sql/servers/databases","resourceregion":"westeurope","resourceid":"{{Store.ResourceId}}","value":{{metrics}}}]}""";

    private static string Single(string metrics) =>
        $$"""{"cost":59.5,"timespan":"2026-11-22T11:00:00Z/2026-11-22T12:00:00Z","interval":"PT1M","namespace":null,"resourceregion":null,"value":{{metrics}}}""";

    private Task<StoreMetrics> QueryAsync(string metrics, bool batch)
    {
        if (!batch)
        {
            _azure.Answer(r => r.Path.Contains("getBatch", StringComparison.Ordinal), 403, "AuthorizationFailed");
        }

        _azure.Answer(_ => true, 200, body: batch ? Batch(metrics) : Single(metrics));
        return AskAsync();
    }

    private async Task<StoreMetrics> AskAsync() => Assert.Single(await new AzureMetricsSource(Connect.To(_azure), SizeCatalog.Embedded)
        .QueryAsync([new MetricsQuery(Store, From, From.AddHours(1))], Cancel));
}
