using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>Alert rules fire and resolve on the emulated metrics.</summary>
public class AlertEvaluationTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-production/providers/Microsoft.Insights";
    private const string ActionGroup = $"{Group}/actionGroups/ops";
    private static readonly string Rule = $"{Group}/metricAlerts/cpu?api-version=2018-03-01";

    [Fact]
    public async Task A_rule_fires_once_when_its_window_passes_the_threshold_and_is_resolved_after_three_calm_evaluations()
    {
        await using var cloud = await StartAsync(Busy(from: 10, to: 30));
        await PutRuleAsync(cloud, frequency: 1, window: 5, threshold: 50);

        var told = await RunAsync(cloud, 60);

        Assert.Equal(["Fired", "Resolved"], told.Select(t => Text(t.Body, "monitorCondition")));
        var (fired, resolved) = (told[0], told[1]);
        // Load 4 of 4 vCores from minute 10 on; metrics come two minutes late; the mean of five minutes passes 50 % with the third of them.
        Assert.Equal(Start.AddMinutes(15), fired.At);
        // The mean of five falls below 50 % three minutes after the end; then three evaluations in a row.
        Assert.Equal(Start.AddMinutes(37), resolved.At);
        Assert.Equal(Text(fired.Body, "alertId"), Text(resolved.Body, "alertId"));
        Assert.Equal(Text(fired.Body, "firedDateTime"), Text(resolved.Body, "firedDateTime"));
        Assert.Equal("azureMonitorCommonAlertSchema", fired.Body["schemaId"]!.GetValue<string>());
        Assert.Equal(Orders.ToLowerInvariant(), fired.Body["data"]!["essentials"]!["alertTargetIDs"]![0]!.GetValue<string>());
        var condition = fired.Body["data"]!["alertContext"]!["condition"]!["allOf"]![0]!;
        Assert.Equal(("cpu_percent", "50"), (condition["metricName"]!.GetValue<string>(), condition["threshold"]!.GetValue<string>()));
        Assert.True(condition["metricValue"]!.GetValue<double>() > 50);
    }

    [Fact]
    public async Task The_frequency_of_the_rule_decides_when_it_is_looked_at()
    {
        await using var cloud = await StartAsync(Busy(from: 1, to: 60));
        await PutRuleAsync(cloud, frequency: 15, window: 15, threshold: 10);

        var told = await RunAsync(cloud, 40);

        Assert.Equal(Start.AddMinutes(15), Assert.Single(told).At);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_comes_again_and_a_minute_evaluated_again_fires_nothing_twice()
    {
        await using var cloud = await StartAsync(Busy(from: 0, to: 60));
        await PutRuleAsync(cloud, frequency: 1, window: 1, threshold: 50);
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        var bodies = new List<string>();
        var taken = false;
        Task<bool> Deliver(Uri uri, string body)
        {
            bodies.Add(body);
            return Task.FromResult(taken);
        }

        await cloud.Cloud.EvaluateAlertsAsync(cloud.Clock.Now, Deliver);
        await cloud.ReopenAsync();
        taken = true;
        await cloud.Cloud.EvaluateAlertsAsync(cloud.Clock.Now, Deliver);
        await cloud.Cloud.EvaluateAlertsAsync(cloud.Clock.Now, Deliver);

        Assert.Equal(2, bodies.Count);
        Assert.Single(bodies.Distinct());
        Assert.Equal("Unhealthy", (await cloud.GetAsync(Rule.Replace("?", "/status?", StringComparison.Ordinal))).Body!["value"]![0]!["properties"]!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("\"enabled\":true", "\"enabled\":false")]
    [InlineData(ActionGroup, Group + "/actionGroups/other")]
    [InlineData("/databases/orders", "/databases/none")]
    public async Task A_rule_that_is_off_or_calls_nobody_or_watches_nothing_tells_nobody(string right, string wrong)
    {
        await using var cloud = await StartAsync(Busy(from: 0, to: 60));
        await PutRuleAsync(cloud, frequency: 1, window: 1, threshold: 50, change: r => r.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Empty(await RunAsync(cloud, 10));
    }

    private static Func<EmulatedCloudOptions, EmulatedCloudOptions> Busy(int from, int to) => o => o with
    {
        Resources = [new EmulatedResource { StoreId = "orders", StartSize = "GP_Gen5_4", Trace = new Step(Start.AddMinutes(from), Start.AddMinutes(to)) }],
        ActionGroups = [new EmulatedActionGroup(ActionGroup, "http://localhost/api/alerts?code=k")],
    };

    private static async Task PutRuleAsync(CloudFixture cloud, int frequency, int window, double threshold, Func<string, string>? change = null)
    {
        var rule = $$$"""
            {"location":"global","properties":{"severity":2,"enabled":true,"scopes":["{{{Orders}}}"],"evaluationFrequency":"PT{{{frequency}}}M","windowSize":"PT{{{window}}}M",
            "criteria":{"odata.type":"Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria","allOf":[{"criterionType":"StaticThresholdCriterion",
            "name":"cpu","metricName":"cpu_percent","operator":"GreaterThan","threshold":{{{threshold}}},"timeAggregation":"Average"}]},"autoMitigate":true,
            "actions":[{"actionGroupId":"{{{ActionGroup}}}","webHookProperties":{"storeId":"orders"}}]}}
            """;
        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Put, Rule, change?.Invoke(rule) ?? rule)).Status);
    }

    private static async Task<List<(DateTimeOffset At, JsonNode Body)>> RunAsync(CloudFixture cloud, int minutes)
    {
        var told = new List<(DateTimeOffset At, JsonNode Body)>();
        for (var i = 0; i < minutes; i++)
        {
            cloud.Clock.Advance(TimeSpan.FromMinutes(1));
            await cloud.Cloud.EvaluateAlertsAsync(cloud.Clock.Now, (uri, body) =>
            {
                Assert.Equal("/api/alerts?code=k", uri.PathAndQuery);
                told.Add((cloud.Clock.Now, JsonNode.Parse(body)!));
                return Task.FromResult(true);
            });
        }

        return told;
    }

    private static string? Text(JsonNode body, string name) => body["data"]!["essentials"]![name]!.GetValue<string>();

    private sealed record Step(DateTimeOffset From, DateTimeOffset To) : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute) => minute >= From && minute < To ? 3.9 : 0.4;
    }
}
