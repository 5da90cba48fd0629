using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Triggers;

public sealed class AzureTriggerControlTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private static readonly TriggerSettings Settings = new()
    {
        ForSize = "GP_Gen5_4",
        ComputedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        CpuPercent = 72,
    };

    private readonly AzureTriggerControl _control;

    public AzureTriggerControlTests() => _control = new AzureTriggerControl(Connect.To(_azure));

    [Fact]
    public async Task Each_watched_metric_has_a_rule_of_its_own_in_our_resource_group()
    {
        await _control.ApplyAsync(Store, Settings, Cancel);

        var puts = _azure.Requests.Where(r => r.Method == "PUT").ToList();
        Assert.Equal(
            ["shadow-orders-cpu", "shadow-orders-dataio", "shadow-orders-log", "shadow-orders-workers"],
            puts.Select(r => r.Path.Split('/')[^1]));
        Assert.All(puts, r => Assert.StartsWith($"{Connect.OurGroup}/providers/Microsoft.Insights/metricAlerts/", r.Path, StringComparison.Ordinal));
        Assert.All(puts, r => Assert.Equal("?api-version=2018-03-01", r.Uri.Query));
        Assert.All(puts, r => Assert.StartsWith("Bearer token for https://management.azure.com/", r.Authorization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_has_the_form_that_azure_monitor_documents()
    {
        await _control.ApplyAsync(Store, Settings, Cancel);

        var body = JsonNode.Parse(_azure.Requests.First(r => r.Method == "PUT").Body)!;
        var properties = body["properties"]!;
        var condition = properties["criteria"]!["allOf"]!.AsArray().Single()!;
        Assert.Equal("global", body["location"]!.GetValue<string>());
        Assert.Equal("orders", body["tags"]!["shadow-store"]!.GetValue<string>());
        Assert.Equal(Store.ResourceId, properties["scopes"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal("PT1M", properties["evaluationFrequency"]!.GetValue<string>());
        Assert.Equal("PT5M", properties["windowSize"]!.GetValue<string>());
        Assert.Equal("Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", properties["criteria"]!["odata.type"]!.GetValue<string>());
        Assert.Equal("StaticThresholdCriterion", condition["criterionType"]!.GetValue<string>());
        Assert.Equal("cpu_percent", condition["metricName"]!.GetValue<string>());
        Assert.Equal("Microsoft.Sql/servers/databases", condition["metricNamespace"]!.GetValue<string>());
        Assert.Equal("GreaterThan", condition["operator"]!.GetValue<string>());
        Assert.Equal(72, condition["threshold"]!.GetValue<double>());
        Assert.Equal("Average", condition["timeAggregation"]!.GetValue<string>());
        Assert.Equal(Connect.ActionGroup, properties["actions"]!.AsArray().Single()!["actionGroupId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1, "PT1M")]
    [InlineData(7, "PT15M")]
    [InlineData(45, "PT1H")]
    [InlineData(1440, "PT24H")]
    [InlineData(9999, "PT24H")]
    public async Task A_window_that_azure_does_not_offer_is_rounded_up_and_read_back_as_asked(int minutes, string window)
    {
        var settings = Settings with { WindowMinutes = minutes };
        await _control.ApplyAsync(Store, settings, Cancel);

        Assert.All(_azure.AlertRules.Values, r => Assert.Equal(window, r["properties"]!["windowSize"]!.GetValue<string>()));
        Assert.Equal(settings, await _control.ReadAsync(Store, Cancel));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("disabled")]
    [InlineData("retargeted")]
    [InlineData("silenced")]
    [InlineData("half-written")]
    public async Task A_net_with_a_hole_counts_as_none_and_is_mended(string damage)
    {
        await _control.ApplyAsync(Store, Settings, Cancel);
        Damage(_azure.AlertRules.Single(r => r.Key.EndsWith("-log", StringComparison.Ordinal)), damage);

        Assert.Null(await _control.ReadAsync(Store, Cancel));
        await _control.ApplyAsync(Store, Settings, Cancel);
        Assert.Equal(Settings, await _control.ReadAsync(Store, Cancel));
    }

    [Fact]
    public async Task A_threshold_set_by_somebody_else_is_read_as_it_is()
    {
        await _control.ApplyAsync(Store, Settings, Cancel);
        _azure.AlertRules.First().Value["properties"]!["criteria"]!["allOf"]![0]!["threshold"] = 95;

        Assert.Equal(Settings with { CpuPercent = 95 }, await _control.ReadAsync(Store, Cancel));
    }

    [Fact]
    public async Task Without_a_resource_group_of_ours_there_is_nothing_to_read_and_applying_names_the_remedy()
    {
        var control = new AzureTriggerControl(Connect.To(_azure, o => o.AlertResourceGroupId = ""));

        Assert.Null(await control.ReadAsync(Store, Cancel));
        await control.RemoveAsync(Store, Cancel);
        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => control.ApplyAsync(Store, Settings, Cancel));

        Assert.Equal("TriggersNotConfigured", refusal.ErrorCode);
        Assert.Contains("Azure:AlertResourceGroupId", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task Serverless_bounds_are_one_patch_and_none_when_they_are_so_already()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_S_Gen5_4").Extra["autoPauseDelay"] = 60;
        var settings = Settings with { ServerlessMinVCores = 1, ServerlessPauseDelayMinutes = 60 };

        await _control.ApplyAsync(Store, settings, Cancel);
        await _control.ApplyAsync(Store, settings with { CpuPercent = 60 }, Cancel);

        var patch = Assert.Single(_azure.Writes);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"properties":{"minCapacity":1}}"""), JsonNode.Parse(patch.Body)), patch.Body);
        Assert.Equal(settings with { CpuPercent = 60 }, await _control.ReadAsync(Store, Cancel));
    }

    [Fact]
    public async Task Removing_the_net_puts_serverless_bounds_back_to_what_they_were_before_our_first_change()
    {
        var database = _azure.Sql.Add(Store.ResourceId, "GP_S_Gen5_4");
        database.Extra["autoPauseDelay"] = 60;
        database.Extra["minCapacity"] = 0.5;
        var settings = Settings with { ServerlessMinVCores = 2, ServerlessPauseDelayMinutes = 240, ServerlessBefore = new ServerlessBounds(0.5, 60) };
        await _control.ApplyAsync(Store, settings, Cancel);
        Assert.Equal(settings, await _control.ReadAsync(Store, Cancel));

        // Also from a set that somebody has damaged.
        _azure.AlertRules.Remove(_azure.AlertRules.Keys.First());
        await _control.RemoveAsync(Store, Cancel);
        await _control.RemoveAsync(Store, Cancel);

        Assert.Equal((0.5, 60), (database.Extra["minCapacity"]!.GetValue<double>(), database.Extra["autoPauseDelay"]!.GetValue<int>()));
        Assert.Equal(2, _azure.Writes.Count());
        Assert.Empty(_azure.AlertRules);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("provisioned")]
    [InlineData("unlisted")]
    public async Task Removing_the_net_of_a_database_whose_bounds_cannot_be_put_back_still_removes_the_rules(string what)
    {
        _azure.Sql.Add(Store.ResourceId, "GP_S_Gen5_4");
        await _control.ApplyAsync(Store, Settings with { ServerlessMinVCores = 2, ServerlessBefore = new ServerlessBounds(0.5, 60) }, Cancel);
        var writes = _azure.Writes.Count();
        _azure.Sql.Resources.Clear();
        if (what != "gone")
        {
            _azure.Sql.Add(Store.ResourceId, what == "provisioned" ? "GP_Gen5_4" : "GP_S_Gen5_4");
        }

        var control = what == "unlisted" ? new AzureTriggerControl(Connect.To(_azure, o => o.AllowedResourceIds.Clear())) : _control;
        await control.RemoveAsync(Store, Cancel);

        Assert.Empty(_azure.AlertRules);
        Assert.Equal(writes, _azure.Writes.Count());
    }

    [Fact]
    public async Task Bounds_of_a_store_that_is_not_allow_listed_or_not_serverless_are_refused_and_no_rule_claims_them()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_4");
        var settings = Settings with { ServerlessMinVCores = 1 };
        var unlisted = new AzureTriggerControl(Connect.To(_azure, o => o.AllowedResourceIds.Clear()));

        var first = await Assert.ThrowsAsync<CloudRefusedException>(() => unlisted.ApplyAsync(Store, settings, Cancel));
        var second = await Assert.ThrowsAsync<CloudRefusedException>(() => _control.ApplyAsync(Store, settings, Cancel));

        Assert.Equal(["NotAllowListed", "NotServerless"], [first.ErrorCode, second.ErrorCode]);
        Assert.Empty(_azure.AlertRules);
        Assert.Empty(_azure.Writes);
    }

    private void Damage(KeyValuePair<string, JsonNode> rule, string damage)
    {
        var properties = rule.Value["properties"]!;
        switch (damage)
        {
            case "removed":
                _azure.AlertRules.Remove(rule.Key);
                break;
            case "disabled":
                properties["enabled"] = false;
                break;
            case "retargeted":
                properties["scopes"]![0] = CloudStores.Database("other").ResourceId;
                break;
            case "silenced":
                properties["actions"] = new JsonArray();
                break;
            default:
                rule.Value["tags"]!["shadow-computed-at"] = "2026-11-22T11:00:00.0000000+00:00";
                break;
        }
    }
}
