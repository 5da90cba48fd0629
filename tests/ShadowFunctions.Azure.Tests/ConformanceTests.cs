using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests;

/// <summary>
/// Every published exchange is accepted by our clients, whatever its number of optional fields; the table of files is the folder itself, so
/// that a payload added to it is tried too.
/// </summary>
public sealed class ConformanceTests : AzureTest
{
    private static readonly Store Database = CloudStores.Database("testdb");
    private static readonly Store Pool = CloudStores.Pool("pool");

    public static TheoryData<string> Files => [.. Published.Files.DefaultIfEmpty("none")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Our_clients_accept_what_is_published(string file)
    {
        Assert.SkipWhen(file == "none", "skipped: no shared/data/arm beside the repository");
        var responses = Published.Responses(file);
        foreach (var (status, response) in responses)
        {
            var body = response?["body"];
            if (status is "200" or "201" && body is JsonObject answer)
            {
                await AcceptAsync(file, answer);
            }
            else if (status == "202" || body is not JsonObject)
            {
                await FollowAsync(file, response);
            }
        }
    }

    private Task AcceptAsync(string file, JsonObject body) => file switch
    {
        _ when file.Contains("MetricBatch", StringComparison.Ordinal) => BatchAsync(body),
        _ when file.StartsWith("insights/", StringComparison.Ordinal) && file.Contains("GetMetric", StringComparison.Ordinal) => SingleAsync(body),
        _ when file.Contains("MetricAlertStatus", StringComparison.Ordinal) => Task.CompletedTask,
        _ when file.Contains("etricAlert", StringComparison.Ordinal) => AlertAsync(body),
        _ when file.Contains("Metrics", StringComparison.Ordinal) || file.Contains("Usages", StringComparison.Ordinal) => Task.CompletedTask,
        _ when file.Contains("Operations", StringComparison.Ordinal) => OperationsAsync(file.Contains("Pool", StringComparison.Ordinal), body),
        _ => body["value"] is JsonArray list ? EachAsync(file, list) : SizeAsync(file.Contains("ElasticPool", StringComparison.Ordinal), body),
    };

    private async Task EachAsync(string file, JsonArray list)
    {
        foreach (var each in list)
        {
            await SizeAsync(file.Contains("ElasticPool", StringComparison.Ordinal), each!.AsObject());
        }
    }

    private async Task SizeAsync(bool pool, JsonObject body)
    {
        _azure.Answer(r => r.Path.EndsWith("/operations", StringComparison.Ordinal), 200, body: """{"value":[]}""");
        _azure.Answer(_ => true, 200, body: body.ToJsonString());

        var state = await new AzureSqlCapacityControl(Connect.To(_azure)).ReadAsync(pool ? Pool : Database, Cancel);

        Assert.NotEmpty(state.CurrentSize);
        Assert.NotEmpty(state.RequestedSize);

        // Hyperscale has no limit of its own: it is told as -1.
        Assert.Equal(body["properties"]!["maxSizeBytes"]!.ToString().Trim('"') == "-1", state.MaxDataBytes is null);
    }

    private async Task OperationsAsync(bool pool, JsonObject body)
    {
        var store = pool ? Pool : Database;
        _azure.Sql.Add(store.ResourceId, pool ? "StandardPool_100" : "S2");
        _azure.Answer(r => r.Path.EndsWith("/operations", StringComparison.Ordinal), 200, body: body.ToJsonString());

        Assert.True((await new AzureSqlCapacityControl(Connect.To(_azure)).ReadAsync(store, Cancel)).OperationInFlight);
    }

    private async Task BatchAsync(JsonObject body)
    {
        var id = body["values"]![0]!["resourceid"]!.GetValue<string>();
        _azure.Answer(_ => true, 200, body: body.ToJsonString());

        var metrics = Assert.Single(await QueryAsync(Database with { ResourceId = $"{id.Split("/providers/")[0]}/providers/Microsoft.Sql/servers/s/databases/d" }));

        Assert.Equal(Database.Id, metrics.StoreId);
    }

    private async Task SingleAsync(JsonObject body)
    {
        if (body["interval"]?.GetValue<string>() is { } interval && interval != "PT1M")
        {
            // The service may answer in other steps than asked for; minutes cannot be made of them, and that is said.
            Assert.Contains("instead of one minute", Assert.Single((await AskAsync(body)).Errors), StringComparison.Ordinal);
            body["interval"] = "PT1M";
        }

        var metrics = await AskAsync(body);

        // An error of one metric inside a 200 is told, and spoils nothing else.
        var failed = body["value"]!.AsArray().Where(v => v!["errorCode"]?.GetValue<string>() is not (null or "Success")).Select(v => v!["name"]!["value"]!.GetValue<string>());
        Assert.Equal(failed, metrics.Errors.Select(e => e.Split(':')[0]));
    }

    private async Task<StoreMetrics> AskAsync(JsonObject body)
    {
        _azure.Answer(r => r.Path.Contains("getBatch", StringComparison.Ordinal), 403, "AuthorizationFailed");
        _azure.Answer(_ => true, 200, body: body.ToJsonString());
        return Assert.Single(await QueryAsync(Database));
    }

    private Task<IReadOnlyList<StoreMetrics>> QueryAsync(Store store) => new AzureMetricsSource(Connect.To(_azure), SizeCatalog.Embedded)
        .QueryAsync([new MetricsQuery(store, _azure.Sql.Now.AddHours(-1), _azure.Sql.Now)], Cancel);

    private async Task AlertAsync(JsonObject body)
    {
        for (var i = 0; i < AlertRuleKind.All.Count; i++)
        {
            _azure.Answer(r => r.Method == "GET", 200, body: body.ToJsonString());
        }

        // Somebody else's rule under our name is no net of ours, and no error.
        Assert.Null(await new AzureTriggerControl(Connect.To(_azure)).ReadAsync(Database, Cancel));
    }

    /// <summary>An answer without a body, or a 202: the address it names is followed as given.</summary>
    private async Task FollowAsync(string file, JsonNode? response)
    {
        var location = response?["headers"]?["Location"]?.GetValue<string>();
        if (location is null || !(file.Contains("Database", StringComparison.Ordinal) || file.Contains("Pool", StringComparison.Ordinal)))
        {
            return;
        }

        var pool = file.Contains("Pool", StringComparison.Ordinal);
        var store = pool ? Pool : Database;
        _azure.Sql.Add(store.ResourceId, "GP_Gen5_2");
        _azure.Answer(r => r.Method == "PATCH", 202, headers: [("Location", location)]);
        _azure.Answer(r => r.Uri.AbsoluteUri.Contains(location, StringComparison.Ordinal), 202, headers: [("Location", location), ("Retry-After", "7")]);
        var control = new AzureSqlCapacityControl(Connect.To(_azure));
        var operation = Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now);

        var ticket = await control.BeginAsync(store, operation, Cancel);
        var progress = await control.PollAsync(store, operation with { Ticket = ticket.Handle }, Cancel);

        Assert.Equal(new ScaleProgress(ScaleProgressState.InProgress, TimeSpan.FromSeconds(7)), progress);
    }
}
