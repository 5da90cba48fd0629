using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Data;

/// <summary>What every <see cref="IReplicator"/> promises.</summary>
public abstract class ReplicatorConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A store with production data, and an empty shadow.</summary>
    protected abstract Store Store { get; }

    /// <summary>One more replicator over the same data, as a restarted process would open.</summary>
    protected abstract IReplicator Open();

    /// <summary>Changes rows on production, sampled ones among them.</summary>
    protected abstract Task ChangeProductionAsync();

    /// <summary>All sampled rows in the shadow as text, in a fixed order; empty when there are none.</summary>
    protected abstract Task<string> ShadowAsync();

    /// <summary>All rows of production as text, in a fixed order.</summary>
    protected abstract Task<string> ProductionAsync();

    /// <summary>Settings that fit the data; the sample must hold some hundred rows.</summary>
    protected abstract ReplicationSettings Settings { get; }

    [Fact]
    public async Task Passes_bring_a_sample_and_then_only_what_changed()
    {
        var first = await DrainAsync("a");
        Assert.True(first.Sum(b => b.Rows) > 100);
        Assert.True(first.Sum(b => b.Bytes) > 0);
        Assert.InRange(first[^1].Coverage, 0.0001, 1);

        var before = await ShadowAsync();
        var quiet = await PassAsync("quiet");
        Assert.Equal((0, false), (quiet.Rows, quiet.MoreWaiting));

        await ChangeProductionAsync();
        Assert.True((await DrainAsync("b")).Sum(b => b.Rows) > 0);
        Assert.NotEqual(before, await ShadowAsync());
    }

    [Fact]
    public async Task A_repeated_batch_returns_its_result_and_copies_nothing()
    {
        var first = await PassAsync("a");
        await ChangeProductionAsync();
        var shadow = await ShadowAsync();

        Assert.Equal(first, await PassAsync("a"));
        Assert.Equal(shadow, await ShadowAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(0.2)]
    public async Task Without_headroom_nothing_is_read(double? headroom)
    {
        var batch = await Open().SampleAsync(Store, Request("a") with { Headroom = headroom }, Cancel);
        Assert.Equal((ReasonCode.NoHeadroom, 0, 0), (batch.Guard!.Value, batch.RowsRead, batch.Rows));
        Assert.Empty(await ShadowAsync());
    }

    [Fact]
    public async Task Small_budgets_reach_the_same_sample_as_a_large_one()
    {
        var small = await DrainAsync("s", rowsPerSecond: 50);
        Assert.True(small.Count > 2);
        Assert.All(small.SkipLast(1), b => Assert.Equal(ReasonCode.RateLimited, b.Guard));
        Assert.Null(small[^1].Guard);
        Assert.Equal(0, (await DrainAsync("l")).Sum(b => b.Rows));
    }

    [Fact]
    public async Task Production_is_left_as_it_was()
    {
        var before = await ProductionAsync();
        await DrainAsync("a");
        Assert.Equal(before, await ProductionAsync());
    }

    [Fact]
    public async Task Without_a_shadow_the_pass_says_so()
    {
        var batch = await Open().SampleAsync(Store with { ShadowConnection = null }, Request("a"), Cancel);
        Assert.Equal((ReasonCode.NoShadow, 0), (batch.Guard!.Value, batch.RowsRead));
    }

    [Fact]
    public async Task A_lost_connection_is_transient_and_the_batch_can_be_repeated()
    {
        await Assert.ThrowsAsync<TransientCloudException>(
            () => Open().SampleAsync(Unreachable(), Request("a"), Cancel));
        Assert.True((await PassAsync("a")).Rows > 0);
    }

    /// <summary>The same store with a production that cannot be reached.</summary>
    protected abstract Store Unreachable();

    private Task<ReplicationBatch> PassAsync(string id, double rowsPerSecond = 100_000) =>
        Open().SampleAsync(Store, Request(id) with { RowsPerSecond = rowsPerSecond }, Cancel);

    private ReplicationRequest Request(string id) => new(id, DateTimeOffset.UnixEpoch, Settings, 100_000, 10, 0.9, 7);

    private async Task<List<ReplicationBatch>> DrainAsync(string id, double rowsPerSecond = 100_000)
    {
        var batches = new List<ReplicationBatch>();
        do
        {
            batches.Add(await PassAsync($"{id}{batches.Count}", rowsPerSecond));
        }
        while (batches[^1].MoreWaiting && batches.Count < 1000);

        return batches;
    }
}
