using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>Rules under our names that somebody else wrote, or that the service writes otherwise: no net of ours, and no error.</summary>
public sealed class AlertVariantTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private static readonly TriggerSettings Settings = new() { ForSize = "GP_Gen5_4", ComputedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero) };

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"properties":null}""")]
    [InlineData("""{"tags":null,"properties":{"criteria":null,"scopes":null,"actions":null,"severity":null,"enabled":null,"autoMitigate":null}}""")]
    [InlineData("""{"tags":{"shadow-for-size":"S3","shadow-computed-at":"2026-11-22T12:00:00+00:00","shadow-window-minutes":"5"},"properties":{"enabled":true,"scopes":null,"windowSize":"PT5M","criteria":{"allOf":[{"metricName":"cpu_percent","threshold":null}]}}}""")]
    [InlineData("""{"properties":{"enabled":true,"scopes":[],"criteria":{"odata.type":"Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria","webTestId":"/x","componentId":"/y","failedLocationCount":2}}}""")]
    [InlineData("""{"properties":{"enabled":true,"scopes":["/x"],"criteria":{"odata.type":"Microsoft.Azure.Monitor.MultipleResourceMultipleMetricCriteria","allOf":[{"criterionType":"DynamicThresholdCriterion","alertSensitivity":"Medium","failingPeriods":{"numberOfEvaluationPeriods":4,"minFailingPeriodsToAlert":4},"dimensions":[]}]}}}""")]
    [InlineData("""{"properties":{"enabled":true,"scopes":["/x"],"criteria":{"odata.type":"Microsoft.Azure.Monitor.PromQLCriteria","allOf":[{"criterionType":"StaticThresholdCriterion","query":"up"}]},"actions":[{"actionGroupId":null,"webHookProperties":null}]}}""")]
    public async Task A_rule_of_somebody_else_is_no_net_of_ours_and_is_written_over(string rule)
    {
        var control = new AzureTriggerControl(Connect.To(_azure));
        for (var i = 0; i < AlertRuleKind.All.Count * 2; i++)
        {
            _azure.Answer(r => r.Method == "GET", 200, body: rule);
        }

        Assert.Null(await control.ReadAsync(Store, Cancel));
        await control.ApplyAsync(Store, Settings, Cancel);

        Assert.Equal(AlertRuleKind.All.Count, _azure.Requests.Count(r => r.Method == "PUT"));
    }

    [Fact]
    public async Task What_the_service_adds_or_spells_otherwise_keeps_a_net_ours()
    {
        var control = new AzureTriggerControl(Connect.To(_azure));
        await control.ApplyAsync(Store, Settings, Cancel);
        foreach (var rule in _azure.AlertRules.Values)
        {
            rule["systemData"] = null;
            rule["etag"] = "1";
            var properties = rule["properties"]!;
            properties["targetResourceType"] = "";
            properties["lastUpdatedTime"] = "2026-11-22T12:00:00Z";
            properties["isMigrated"] = false;
            properties["windowSize"] = "pt5m";
            properties["scopes"]![0] = properties["scopes"]![0]!.GetValue<string>().ToUpperInvariant();
            properties["actions"]![0]!["actionGroupId"] = properties["actions"]![0]!["actionGroupId"]!.GetValue<string>().ToLowerInvariant();
            properties["criteria"]!["allOf"]![0]!["dimensions"] = new System.Text.Json.Nodes.JsonArray();
            properties["criteria"]!["allOf"]![0]!["skipMetricValidation"] = null;
        }

        Assert.Equal(Settings, await control.ReadAsync(Store, Cancel));
    }
}
