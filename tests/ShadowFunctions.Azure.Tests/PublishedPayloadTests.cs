using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests;

/// <summary>The adapters understand what the platform's own specifications print, and write nothing these do not know.</summary>
public sealed class PublishedPayloadTests : AzureTest
{
    private readonly AzureSqlCapacityControl _control;

    public PublishedPayloadTests() => _control = new AzureSqlCapacityControl(Connect.To(_azure));

    [Fact]
    public async Task A_database_with_a_running_operation_is_read()
    {
        _azure.Answer(IsOperations, 200, body: Published.Answer("sql/2017-03-01-preview_ListDatabaseOperations.json"));
        _azure.Answer(_ => true, 200, body: Published.Answer("sql/2017-10-01-preview_GetVCoreDatabase.json"));

        var state = await _control.ReadAsync(CloudStores.Database("testdb"), Cancel);

        Assert.Equal(new CapacityState("BC_Gen4_2", "BC_Gen4_2", true, 268435456000), state);
    }

    [Fact]
    public async Task A_pool_with_a_running_operation_is_read()
    {
        _azure.Answer(IsOperations, 200, body: Published.Answer("sql/2017-10-01-preview_ListElasticPoolOperations.json"));
        _azure.Answer(_ => true, 200, body: Published.Answer("sql/2023-08-01_ElasticPoolGet.json"));

        var state = await _control.ReadAsync(CloudStores.Pool("pool"), Cancel);

        Assert.Equal(new CapacityState("GP_Gen5_2", "StandardPool_300", true, 5242880000) { PerDatabase = new PoolLimits(0.25, 1) }, state);
    }

    [Fact]
    public async Task Only_the_running_and_cancellable_operation_of_ours_is_cancelled()
    {
        _azure.Answer(IsOperations, 200, body: Published.Answer("sql/2017-03-01-preview_ListDatabaseOperations.json"));
        _azure.Answer(r => r.Method == "POST", 200);
        var begun = new DateTimeOffset(2017, 6, 1, 10, 10, 0, TimeSpan.Zero);

        await _control.CancelAsync(CloudStores.Database("testdb"), Sizing.Operations.Of("S2", "S3", begun), Cancel);

        Assert.EndsWith("/operations/55555555-5555-5555-5555-555555555555/cancel", Assert.Single(_azure.Writes).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_patch_has_no_field_that_the_published_one_lacks()
    {
        _azure.Sql.Add(CloudStores.Database("orders").ResourceId, "BC_Gen5_2");
        await _control.BeginAsync(CloudStores.Database("orders"), Sizing.Operations.Of("BC_Gen5_2", "BC_Gen5_4", _azure.Sql.Now), Cancel);

        var published = Published.Answer("sql/2017-10-01-preview_PatchVCoreDatabase.json");
        string[] known = [.. Fields(JsonNode.Parse(published)!), "sku.family"];
        Assert.Empty(Fields(JsonNode.Parse(_azure.Writes.Single().Body)!).Except(known, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Our_alert_rule_has_no_field_that_the_published_one_lacks()
    {
        var settings = new TriggerSettings { ForSize = "GP_Gen5_2", ComputedAt = _azure.Sql.Now };
        await new AzureTriggerControl(Connect.To(_azure)).ApplyAsync(CloudStores.Database("orders"), settings, Cancel);

        var published = Published.Request("insights/2018-03-01_createOrUpdateMetricAlertMultipleResource.json");
        var ours = JsonNode.Parse(_azure.Requests.First(r => r.Method == "PUT").Body)!;
        ours.AsObject().Remove("tags");
        ours["properties"]!["actions"]![0]!.AsObject().Remove("webHookProperties");
        Assert.Empty(Fields(ours).Except(Fields(published), StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsOperations(RecordedRequest request) => request.Path.EndsWith("/operations", StringComparison.Ordinal);

    private static IEnumerable<string> Fields(JsonNode node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(p => p.Value is JsonObject or JsonArray ? Fields(p.Value, $"{path}{p.Key}.") : [$"{path}{p.Key}"]),
        JsonArray list => list.OfType<JsonNode>().SelectMany(item => Fields(item, path)),
        _ => [path.TrimEnd('.')],
    };
}
