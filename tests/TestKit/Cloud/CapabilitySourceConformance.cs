using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>What every <see cref="ICapabilitySource"/> promises, told by a region that refuses <c>GP_Gen5_6</c> for the reason "no room".</summary>
public abstract class CapabilitySourceConformance
{
    private const long Gib = 1L << 30;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the source and lets a number of requests fail with 503.</summary>
    protected abstract Task<ICapabilitySource> OpenAsync(int failures = 0);

    [Fact]
    public async Task Sizes_of_databases_and_pools_are_told_with_their_series()
    {
        var sizes = await ReadAsync();

        Assert.Contains(sizes, s => s is { Name: "GP_Gen5_4", Series: "GP_Gen5", Capacity: 4, Pool: false, Refused: null });
        Assert.Contains(sizes, s => s is { Name: "S3", Series: "Standard", Capacity: 100, Pool: false });
        Assert.Contains(sizes, s => s is { Name: "StandardPool_100", Series: "StandardPool", Pool: true });
        Assert.Equal(sizes.Count, sizes.Select(s => (s.Pool, s.Name)).Distinct().Count());
    }

    [Fact]
    public async Task A_size_that_is_not_sold_comes_with_the_reason() =>
        Assert.Contains("no room", (await ReadAsync()).Single(s => s is { Name: "GP_Gen5_6", Pool: false }).Refused, StringComparison.Ordinal);

    [Fact]
    public async Task Data_sizes_are_bytes() =>
        Assert.Contains((await ReadAsync()).Single(s => s is { Name: "GP_Gen5_4", Pool: false }).Storage, r => r.MaxBytes == 1024 * Gib && r.StepBytes == Gib);

    [Fact]
    public async Task Serverless_sizes_tell_their_minima_and_pause_delays()
    {
        var size = (await ReadAsync()).Single(s => s.Name == "GP_S_Gen5_4");

        Assert.Equal(0.5, size.MinVCores[0]);
        Assert.Equal(size.MinVCores.Order(), size.MinVCores);
        Assert.True(size.PauseDelays!.Has(60));
    }

    [Fact]
    public async Task Pools_tell_what_one_database_may_be_given()
    {
        var steps = (await ReadAsync()).Single(s => s is { Name: "GP_Gen5_4", Pool: true }).PerDatabase;

        Assert.Equal(steps.Select(s => s.MaxVCores).Order(), steps.Select(s => s.MaxVCores));
        Assert.Equal(4, steps[^1].MaxVCores);
        Assert.All(steps, s => Assert.True(s.MinVCores[0] == 0 && s.MinVCores[^1] <= s.MaxVCores));
    }

    [Fact]
    public async Task Half_an_answer_is_none()
    {
        var source = await OpenAsync(failures: 1);

        await Assert.ThrowsAsync<TransientCloudException>(() => source.ReadAsync(CloudStores.Subscription, "westeurope", Cancel));
    }

    private async Task<IReadOnlyList<RegionSize>> ReadAsync() =>
        await (await OpenAsync()).ReadAsync(CloudStores.Subscription, "westeurope", Cancel);
}
