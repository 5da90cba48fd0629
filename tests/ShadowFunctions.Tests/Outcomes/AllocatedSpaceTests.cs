using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The space that is taken from the data limit, from the platform's metric to the decision.</summary>
public class AllocatedSpaceTests
{
    private const double Gib = 1L << 30;

    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_read_with_the_metrics_of_databases_and_pools(bool pool)
    {
        await using var world = new OutcomeWorld(new OutcomeCase("allocated", "Verified/1") { Pool = pool });

        await world.RunAsync();

        var allocated = await world.AllocatedAsync();
        Assert.True(allocated > 0 && allocated % Gib == 0, $"{allocated}");
    }

    [Fact]
    public async Task The_newest_value_of_the_last_day_counts()
    {
        var history = new UsageHistory(new MemoryHistoryStore());
        await history.AppendAsync("orders", [Sample(0, 3 * Gib), Sample(1, 4 * Gib), Sample(2, null)], Cancel);
        await history.AppendAsync("orders", [Sample(5, 5 * Gib)], Cancel);

        Assert.Equal(5 * Gib, await history.AllocatedAsync("orders", Start.AddHours(1), Cancel));
        Assert.Equal(4 * Gib, await history.AllocatedAsync("orders", Start.AddMinutes(4), Cancel));
        Assert.Null(await history.AllocatedAsync("orders", Start.AddDays(2), Cancel));
        Assert.Null(await history.AllocatedAsync("other", Start.AddHours(1), Cancel));
    }

    private static UsageSample Sample(int minute, double? allocated) =>
        new(Start.AddMinutes(minute), new ResourceAmounts { CpuVCores = 1 }) { AllocatedBytes = allocated };
}
