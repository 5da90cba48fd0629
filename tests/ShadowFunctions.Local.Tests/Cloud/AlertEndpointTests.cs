using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class AlertEndpointTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-production/providers/Microsoft.Insights/metricAlerts";
    private const string Version = "api-version=2018-03-01";

    private const string Rule = """
        {"location":"global","properties":{"severity":3,"enabled":true,"scopes":["/subscriptions/a"],"evaluationFrequency":"PT1M","windowSize":"PT5M",
        "criteria":{"odata.type":"Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria","allOf":[{"criterionType":"StaticThresholdCriterion",
        "name":"cpu","metricName":"cpu_percent","operator":"GreaterThan","threshold":75,"timeAggregation":"Average"}]},"autoMitigate":true,"actions":[]}}
        """;

    [Fact]
    public async Task A_rule_is_kept_changed_listed_and_removed()
    {
        await using var cloud = await StartAsync();
        Assert.Equal(404, (await cloud.GetAsync($"{Group}/cpu?{Version}")).Status);

        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Put, $"{Group}/cpu?{Version}", Rule)).Status);
        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Put, $"{Group}/cpu?{Version}", Rule.Replace("75", "60", StringComparison.Ordinal))).Status);
        await cloud.ReopenAsync();
        var read = await cloud.GetAsync($"{Group.ToLowerInvariant()}/CPU?{Version}");
        Assert.Equal(60, read.Properties["criteria"]!["allOf"]![0]!["threshold"]!.GetValue<double>());
        Assert.Single((await cloud.GetAsync($"{Group}?{Version}")).Body!["value"]!.AsArray());
        Assert.Single((await cloud.GetAsync($"/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Insights/metricAlerts?{Version}")).Body!["value"]!.AsArray());

        var patched = await cloud.PatchAsync($"{Group}/cpu?{Version}", """{"properties":{"enabled":false}}""");
        Assert.Equal((false, 3), (patched.Properties["enabled"]!.GetValue<bool>(), patched.Properties["severity"]!.GetValue<int>()));
        Assert.Equal(200, (await cloud.SendAsync(HttpMethod.Delete, $"{Group}/cpu?{Version}")).Status);
        Assert.Equal(204, (await cloud.SendAsync(HttpMethod.Delete, $"{Group}/cpu?{Version}")).Status);
    }

    [Theory]
    [InlineData("PT5M", "PT7M", "windowSize")]
    [InlineData("PT5M", "", "windowSize")]
    [InlineData("\"PT1M\"", "\"PT15M\"", "shorter")]
    [InlineData("GreaterThan", "Above", "operator")]
    [InlineData("75", "\"many\"", "threshold")]
    [InlineData("Average", "Median", "timeAggregation")]
    [InlineData("[\"/subscriptions/a\"]", "[]", "scopes")]
    [InlineData("\"severity\":3", "\"severity\":7", "severity")]
    public async Task A_rule_Azure_would_refuse_is_refused(string right, string wrong, string named)
    {
        await using var cloud = await StartAsync();
        var reply = await cloud.SendAsync(HttpMethod.Put, $"{Group}/cpu?{Version}", Rule.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal((400, "BadRequest"), (reply.Status, reply.ErrorCode));
        Assert.Contains(named, reply.Body!["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
