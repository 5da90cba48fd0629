using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Triggers;

/// <summary>What a pool's databases are guaranteed and may take: set with the net, and put back with it.</summary>
public sealed class PoolLimitsTests : AzureTest
{
    private static readonly TriggerSettings Settings = new()
    {
        ForSize = "GP_Gen5_8",
        ComputedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        CpuPercent = 72,
    };

    private readonly AzureTriggerControl _control;

    public PoolLimitsTests() => _control = new AzureTriggerControl(Connect.To(_azure));

    [Fact]
    public async Task A_pools_share_per_database_is_one_patch()
    {
        var pool = AddPool(0, 8);

        await _control.ApplyAsync(pool, Settings with { PoolPerDatabaseMaxVCores = 4 }, Cancel);

        var perDatabase = JsonNode.Parse(Assert.Single(_azure.Writes).Body)!["properties"]!["perDatabaseSettings"]!;
        Assert.Equal(4, perDatabase["maxCapacity"]!.GetValue<double>());
        Assert.Equal(0, perDatabase["minCapacity"]!.GetValue<double>());
    }

    [Fact]
    public async Task Both_limits_of_a_pools_databases_are_one_patch_come_back_as_applied_and_none_is_sent_when_they_are_so_already()
    {
        var pool = AddPool(0, 8);
        var settings = Settings with { PoolPerDatabaseMinVCores = 0.5, PoolPerDatabaseMaxVCores = 4, PoolBefore = new PoolLimitsBefore(0, null) };

        await _control.ApplyAsync(pool, settings, Cancel);
        await _control.ApplyAsync(pool, settings with { CpuPercent = 60 }, Cancel);

        var patch = Assert.Single(_azure.Writes);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"properties":{"perDatabaseSettings":{"minCapacity":0.5,"maxCapacity":4}}}"""), JsonNode.Parse(patch.Body)), patch.Body);
        Assert.Equal(settings with { CpuPercent = 60 }, await _control.ReadAsync(pool, Cancel));
    }

    [Theory]
    [InlineData("GP_Gen5_8", null, 0.25, 8)]
    [InlineData("GP_Gen5_16", null, 0.25, 16)]
    [InlineData("GP_Gen5_16", 6.0, 0.25, 6)]
    [InlineData("GP_Gen5_4", 6.0, 0.25, 4)]
    [InlineData("GP_Gen5_2", null, 0.25, 2)]
    public async Task Removing_the_net_puts_a_pools_limits_back_as_far_as_they_fit_its_size_of_now(string sizeNow, double? maxBefore, double min, double max)
    {
        var pool = AddPool(0.25, maxBefore ?? 8);
        var settings = Settings with { PoolPerDatabaseMinVCores = 0, PoolPerDatabaseMaxVCores = 1, PoolBefore = new PoolLimitsBefore(0.25, maxBefore) };
        await _control.ApplyAsync(pool, settings, Cancel);
        _azure.Sql.Resources[pool.ResourceId].Size = sizeNow;

        await _control.RemoveAsync(pool, Cancel);
        await _control.RemoveAsync(pool, Cancel);

        Assert.Equal((min, max), Limits(pool));
        Assert.Equal(2, _azure.Writes.Count());
        Assert.Empty(_azure.AlertRules);
    }

    [Fact]
    public async Task A_guarantee_that_no_longer_fits_is_put_back_as_far_as_it_does()
    {
        var pool = AddPool(1, 8);
        _azure.Sql.Resources[pool.ResourceId].Databases.AddRange(Enumerable.Range(0, 6).Select(i => CloudStores.Database($"d{i}").ResourceId));
        await _control.ApplyAsync(pool, Settings with { PoolPerDatabaseMinVCores = 0, PoolPerDatabaseMaxVCores = 2, PoolBefore = new PoolLimitsBefore(1, null) }, Cancel);
        _azure.Sql.Resources[pool.ResourceId].Size = "GP_Gen5_4";

        await _control.RemoveAsync(pool, Cancel);

        Assert.Equal((0.5, 4), Limits(pool));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removing_the_net_of_a_pool_that_is_gone_or_no_longer_ours_to_change_still_removes_the_rules(bool gone)
    {
        var pool = AddPool(0, 8);
        await _control.ApplyAsync(pool, Settings with { PoolPerDatabaseMaxVCores = 2, PoolBefore = new PoolLimitsBefore(0, null) }, Cancel);
        if (gone)
        {
            _azure.Sql.Resources.Clear();
        }

        await new AzureTriggerControl(gone ? Connect.To(_azure) : Connect.To(_azure, o => o.AllowedResourceIds.Clear())).RemoveAsync(pool, Cancel);

        Assert.Empty(_azure.AlertRules);
        Assert.Single(_azure.Writes);
    }

    [Fact]
    public async Task Limits_of_a_pool_that_is_not_allow_listed_are_refused_and_no_rule_claims_them()
    {
        var pool = AddPool(0, 8);
        var unlisted = new AzureTriggerControl(Connect.To(_azure, o => o.AllowedResourceIds.Clear()));

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => unlisted.ApplyAsync(pool, Settings with { PoolPerDatabaseMaxVCores = 4 }, Cancel));

        Assert.Equal("NotAllowListed", refusal.ErrorCode);
        Assert.Empty(_azure.AlertRules);
        Assert.Empty(_azure.Writes);
    }

    private Store AddPool(double min, double max)
    {
        var pool = CloudStores.Pool("pool");
        _azure.Sql.Add(pool.ResourceId, "GP_Gen5_8").Extra["perDatabaseSettings"] = new JsonObject { ["minCapacity"] = min, ["maxCapacity"] = max };
        return pool;
    }

    private (double Min, double Max) Limits(Store pool)
    {
        var limits = _azure.Sql.Resources[pool.ResourceId].Extra["perDatabaseSettings"]!;
        return (limits["minCapacity"]!.GetValue<double>(), limits["maxCapacity"]!.GetValue<double>());
    }
}
