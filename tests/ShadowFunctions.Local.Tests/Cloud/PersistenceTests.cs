using System.Text.Json;
using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

public class PersistenceTests
{
    private static readonly string[] Sizes = ["GP_Gen5_16", "GP_Gen5_24", "GP_Gen5_12"];

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(20, true)]
    public async Task The_world_is_the_same_however_often_it_is_asked_and_whenever_it_is_restarted(int minutesPerQuestion, bool restarts)
    {
        var undisturbed = await LiveAsync(60, false);

        Assert.Equal(undisturbed, await LiveAsync(minutesPerQuestion, restarts));
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_an_operation_loses_nothing()
    {
        await using var cloud = await StartAsync();
        var accepted = await cloud.PatchAsync($"{Orders}?{SqlVersion}", """{"sku":{"name":"GP_Gen5_16"}}""");
        cloud.Clock.Advance(TimeSpan.FromSeconds(70));

        await cloud.ReopenAsync();

        Assert.Equal("InProgress", (await cloud.GetAsync(accepted.Headers["Azure-AsyncOperation"])).Body!["status"]!.GetValue<string>());
        Assert.Equal(409, (await cloud.PatchAsync($"{Orders}?{SqlVersion}", """{"sku":{"name":"GP_Gen5_24"}}""")).Status);
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("GP_Gen5_16", (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Text("currentServiceObjectiveName"));
    }

    [Fact]
    public async Task A_world_of_another_seed_is_refused()
    {
        var seed = 7L;
        await using var cloud = await StartAsync(o => o with { Seed = seed });
        seed = 8;

        var error = await Assert.ThrowsAsync<WorldOfAnotherSeedException>(cloud.ReopenAsync);
        Assert.Contains("seed 7", error.Message, StringComparison.Ordinal);
        seed = 7;
        await cloud.ReopenAsync();
    }

    [Fact]
    public async Task The_report_counts_each_clock_hour_at_its_highest_size()
    {
        await using var cloud = await StartAsync();
        _ = await cloud.PatchAsync($"{Orders}?{SqlVersion}", """{"sku":{"name":"GP_Gen5_16"}}""");
        cloud.Clock.Advance(TimeSpan.FromHours(2));

        var report = cloud.Cloud.Report("orders", Start, Start.AddHours(2));

        Assert.Equal(120, report.Account.Minutes);
        Assert.Equal(2 * Core.Model.SizeCatalog.Embedded.FindSize("GP_Gen5_16")!.PricePerHour, report.Cost, 9);
        Assert.Equal(("GP_Gen5_16", CloudOperationState.Succeeded), (report.CurrentSize, report.Operations[0].StateAt(cloud.Clock.Now)));
        Assert.True(report.DemandNowVCores > 0);
        Assert.Equal(["orders", "ledger", "shared"], cloud.Cloud.Report(Start, Start.AddHours(2)).Select(r => r.StoreId));
        Assert.Contains("orders, ledger, shared", Assert.Throws<ArgumentException>(() => cloud.Cloud.Report("none", Start, Start)).Message, StringComparison.Ordinal);
    }

    /// <summary>Three hours with three resizes at fixed instants, looked at every so many minutes.</summary>
    private static async Task<string> LiveAsync(int minutesPerQuestion, bool restarts)
    {
        await using var cloud = await StartAsync();
        for (var hour = 0; hour < Sizes.Length; hour++)
        {
            _ = await cloud.PatchAsync($"{Orders}?{SqlVersion}", $$"""{"sku":{"name":"{{Sizes[hour]}}"} }""");
            for (var minute = 0; minute < 60; minute += minutesPerQuestion)
            {
                cloud.Clock.AdvanceTo(Start.AddHours(hour).AddMinutes(Math.Min(60, minute + minutesPerQuestion)));
                Assert.Equal(200, (await cloud.GetAsync($"{Orders}?{SqlVersion}")).Status);
                if (restarts)
                {
                    await cloud.ReopenAsync();
                }
            }
        }

        return JsonSerializer.Serialize(new { Reports = cloud.Cloud.Report(Start, Start.AddHours(3)), Minutes = cloud.Cloud.Minutes("orders", Start, Start.AddHours(3)) });
    }
}
