using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Metrics;

public sealed class AzureMetricsSourceTests : AzureTest
{
    private static readonly DateTimeOffset From = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddMinutes(5);
    private readonly AzureMetricsSource _source;

    public AzureMetricsSourceTests()
    {
        _source = new AzureMetricsSource(Connect.To(_azure), SizeCatalog.Embedded);
        _azure.Monitor.Average = (_, metric, _) => metric == "cpu_limit" ? 2 : metric == "cpu_used" ? 1 : null;
    }

    [Fact]
    public async Task A_batch_is_one_post_to_the_data_plane_of_the_region_in_minutes()
    {
        await _source.QueryAsync([Query("a"), Query("b")], Cancel);

        var request = Assert.Single(_azure.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("westeurope.metrics.monitor.azure.com", request.Uri.Host);
        Assert.Equal($"/subscriptions/{CloudStores.Subscription}/metrics:getBatch", request.Path);
        Assert.Equal("Bearer token for https://metrics.monitor.azure.com/.default", request.Authorization);
        Assert.Contains("interval=PT1M", request.Uri.Query, StringComparison.Ordinal);
        Assert.Contains("aggregation=average", request.Uri.Query, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(request.Body)!["resourceids"]!.AsArray().Count);
    }

    [Fact]
    public async Task Batches_hold_at_most_fifty_of_one_region_subscription_type_and_window()
    {
        List<MetricsQuery> queries = [.. Enumerable.Range(0, 51).Select(i => Query($"db{i}"))];
        queries.Add(Query("elsewhere") with { Store = CloudStores.Database("elsewhere") with { Region = "North Europe" } });
        queries.Add(new MetricsQuery(CloudStores.Pool("pool"), From, To));
        queries.Add(Query("other") with { Store = CloudStores.Database("other") with { ResourceId = CloudStores.Database("other").ResourceId.Replace("4444", "5555", StringComparison.Ordinal) } });
        queries.Add(Query("later") with { To = To.AddMinutes(1) });

        var answers = await _source.QueryAsync(queries, Cancel);

        Assert.Equal(queries.Select(q => q.Store.Id), answers.Select(a => a.StoreId));
        Assert.All(answers, a => Assert.NotEmpty(a.Samples));
        Assert.Equal([50, 1, 1, 1, 1, 1], _azure.Requests.Select(r => JsonNode.Parse(r.Body)!["resourceids"]!.AsArray().Count));
        Assert.Contains(_azure.Requests, r => r.Uri.Host == "northeurope.metrics.monitor.azure.com");
        Assert.Contains(_azure.Requests, r => r.Uri.Query.Contains("elasticPools", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_databases_of_a_pool_are_one_list_and_a_batch_of_cpu_metrics_for_each_fifty()
    {
        AddMembers(51);

        var members = await _source.MembersAsync(new MetricsQuery(CloudStores.Pool("pool"), From, To), Cancel);

        Assert.Equal(51, members.Count);
        Assert.All(members, m => Assert.Equal(Enumerable.Repeat(new MemberMinute(1), 5), m.Minutes));
        Assert.Equal(["GET", "POST", "POST"], _azure.Requests.Select(r => r.Method));
        Assert.EndsWith("/elasticPools/pool/databases", _azure.Requests[0].Path, StringComparison.Ordinal);
        Assert.All(_azure.Requests.Skip(1), r => Assert.Contains("metricnames=cpu_percent%2Ccpu_used%2Ccpu_limit", r.Uri.Query, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Where_the_data_plane_refuses_the_databases_of_a_pool_are_read_one_by_one()
    {
        AddMembers(3);
        _azure.Answer(r => r.Method == "POST", 403, "AuthorizationFailed");

        var members = await _source.MembersAsync(new MetricsQuery(CloudStores.Pool("pool"), From, To), Cancel);

        Assert.Equal(["d0", "d1", "d2"], members.Select(m => m.Name));
        Assert.All(members, m => Assert.Equal(1, m.Minutes[4].CpuVCores));
    }

    [Fact]
    public async Task A_metric_that_fails_inside_an_answer_is_no_idle_database()
    {
        AddMembers(2);
        _azure.Monitor.Failing["cpu_used"] = "InternalServerError";

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => _source.MembersAsync(new MetricsQuery(CloudStores.Pool("pool"), From, To), Cancel));

        Assert.Equal("MetricsIncomplete", refusal.ErrorCode);
        Assert.Contains("database 'd0'", refusal.Message, StringComparison.Ordinal);
    }

    private void AddMembers(int count) =>
        _azure.Sql.Add(CloudStores.Pool("pool").ResourceId, "GP_Gen5_8").Databases.AddRange(Enumerable.Range(0, count).Select(i => CloudStores.Database($"d{i}").ResourceId));

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "AuthorizationFailed")]
    [InlineData(404, "ResourceNotFound")]
    public async Task Where_the_data_plane_refuses_stores_are_read_one_by_one_through_arm(int status, string code)
    {
        _azure.Answer(IsBatch, status, code);
        _azure.Monitor.Exists = id => !id.EndsWith("/b", StringComparison.Ordinal);

        var answers = await _source.QueryAsync([Query("a"), Query("b"), Query("c")], Cancel);

        Assert.Equal([true, false, true], answers.Select(a => a.Samples.Count == 5));
        Assert.Contains("ResourceNotFound", Assert.Single(answers[1].Errors), StringComparison.Ordinal);
        Assert.Equal(["POST", "GET", "GET", "GET"], _azure.Requests.Select(r => r.Method));
        Assert.All(_azure.Requests.Skip(1), r => Assert.Equal("management.azure.com", r.Uri.Host));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task When_nothing_could_be_read_the_error_is_transient(int status)
    {
        _azure.Answer(IsBatch, status, "Busy", [("Retry-After", "9")]);

        var error = await Assert.ThrowsAsync<TransientCloudException>(() => _source.QueryAsync([Query("a")], Cancel));

        Assert.Equal(TimeSpan.FromSeconds(9), error.RetryAfter);
    }

    [Fact]
    public async Task When_one_region_cannot_be_read_the_others_are_still_told()
    {
        _azure.Answer(IsBatch, 503, "Busy");
        var far = Query("far") with { Store = CloudStores.Database("far") with { Region = "northeurope" } };

        var answers = await _source.QueryAsync([Query("a"), far], Cancel);

        Assert.Contains("Busy", Assert.Single(answers[0].Errors), StringComparison.Ordinal);
        Assert.NotEmpty(answers[1].Samples);
    }

    [Fact]
    public async Task A_metric_that_fails_inside_a_success_is_an_error_and_a_gap_while_the_others_count()
    {
        _azure.Monitor.Failing["cpu_used"] = "InvalidSamplingType";

        var answer = Assert.Single(await _source.QueryAsync([Query("a")], Cancel));

        Assert.Equal("cpu_used: InvalidSamplingType Not today.", Assert.Single(answer.Errors));
        Assert.Equal(5, answer.Samples.Count);
        Assert.All(answer.Samples, s => Assert.Null(s.Amounts.CpuVCores));
    }

    [Fact]
    public async Task Metrics_in_coarser_steps_than_asked_are_not_taken_for_minutes()
    {
        _azure.Monitor.Interval = "PT5M";

        var answer = Assert.Single(await _source.QueryAsync([Query("a")], Cancel));

        Assert.Empty(answer.Samples);
        Assert.Contains("00:05:00", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_ladder_and_a_foreign_kind_are_errors_of_their_store_alone()
    {
        var ladder = CloudStores.Database("ladder") with { Configuration = new() { PreAllocation = new() { Ladder = "Lada" } } };
        var postgres = CloudStores.Database("pg") with { Kind = StoreKind.PostgreSqlFlexibleServer };

        var answers = await _source.QueryAsync([new(ladder, From, To), new(postgres, From, To), Query("a")], Cancel);

        Assert.Contains("Lada", Assert.Single(answers[0].Errors), StringComparison.Ordinal);
        Assert.Contains("PostgreSql", Assert.Single(answers[1].Errors), StringComparison.Ordinal);
        Assert.NotEmpty(answers[2].Samples);
    }

    private static MetricsQuery Query(string id) => new(CloudStores.Database(id), From, To);

    private static bool IsBatch(RecordedRequest request) => request.Path.Contains("metrics:getBatch", StringComparison.Ordinal);
}
