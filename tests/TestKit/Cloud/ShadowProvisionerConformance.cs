using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>What every <see cref="IShadowProvisioner"/> and <see cref="IReadSourceProvisioner"/> promises.</summary>
public abstract class ShadowProvisionerConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A fresh world.</summary>
    protected abstract Task<IShadowWorld> OpenAsync();

    [Fact]
    public async Task A_shadow_is_made_once_and_found_again()
    {
        await using var world = await OpenAsync();
        Assert.True(world.Provisioner.Enabled);
        Assert.Null(await world.Provisioner.ReadAsync(world.Store, Cancel));

        var shadow = await MadeAsync(world);
        var writes = world.Writes;

        Assert.Equal(shadow, await world.Provisioner.EnsureAsync(world.Store, Cancel));
        Assert.Equal(1, writes);
        Assert.Equal(writes, world.Writes);
        Assert.DoesNotContain("Password", shadow.Connection, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_shadow_tells_its_size_and_what_it_costs()
    {
        await using var world = await OpenAsync();
        await MadeAsync(world);

        var status = (await world.Provisioner.ReadAsync(world.Store, Cancel))!;

        Assert.Equal("GP_S_Gen5_2", status.Size);
        Assert.False(status.Paused);
        Assert.InRange(status.IdleCostPerHour, 0.01, status.FullCostPerHour);
        Assert.True(status.StorageCostPerHour > 0);
    }

    [Fact]
    public async Task A_parked_shadow_is_as_small_as_can_be_until_it_is_asked_for_again()
    {
        await using var world = await OpenAsync();
        await MadeAsync(world);

        await world.Provisioner.PauseAsync(world.Store, Cancel);
        await world.FinishChangesAsync();
        var parked = (await world.Provisioner.ReadAsync(world.Store, Cancel))!;
        var writes = world.Writes;
        await world.Provisioner.PauseAsync(world.Store, Cancel);
        Assert.Equal(writes, world.Writes);
        await world.Provisioner.EnsureAsync(world.Store, Cancel);
        await world.FinishChangesAsync();
        var back = (await world.Provisioner.ReadAsync(world.Store, Cancel))!;

        Assert.Equal(("GP_S_Gen5_1", "GP_S_Gen5_2"), (parked.Size, back.Size));
        Assert.True(parked.FullCostPerHour < back.FullCostPerHour);
    }

    [Fact]
    public async Task Removing_and_pausing_nothing_is_no_error()
    {
        await using var world = await OpenAsync();
        await world.Provisioner.PauseAsync(world.Store, Cancel);
        Assert.True(await world.Provisioner.RemoveAsync(world.Store, Cancel));
        Assert.Equal(0, world.Writes);

        await MadeAsync(world);
        Assert.False(await world.Provisioner.RemoveAsync(world.Store, Cancel));
        Assert.True(await world.Provisioner.RemoveAsync(world.Store, Cancel));

        Assert.Null(await world.Provisioner.ReadAsync(world.Store, Cancel));
        Assert.Equal(2, world.Writes);
    }

    [Theory]
    [InlineData(ReadSource.DatabaseCopy)]
    [InlineData(ReadSource.PointInTimeRestore)]
    [InlineData(ReadSource.NamedReplica)]
    public async Task A_read_source_is_made_once_read_and_removed(ReadSource kind)
    {
        await using var world = await OpenAsync();
        var store = kind == ReadSource.NamedReplica ? world.Hyperscale : world.Store;
        var run = Run(world, store, kind);

        Assert.Null(await world.Sources.EnsureAsync(store, run, Cancel));
        Assert.Null(await world.Sources.EnsureAsync(store, run, Cancel));
        await world.FinishChangesAsync();
        var handle = (await world.Sources.EnsureAsync(store, run, Cancel))!;
        Assert.Equal(1, world.Writes);
        Assert.Contains($"source-{run.Id}", handle.Connection, StringComparison.Ordinal);
        Assert.True(handle.CostPerHour > 0);

        Assert.False(await world.Sources.RemoveAsync(store, run, Cancel));
        Assert.True(await world.Sources.RemoveAsync(store, run, Cancel));
        Assert.True(await world.Sources.RemoveAsync(store, run, Cancel));
        Assert.Equal(2, world.Writes);
    }

    [Theory]
    [InlineData(ReadSource.DatabaseCopy)]
    [InlineData(ReadSource.PointInTimeRestore)]
    [InlineData(ReadSource.NamedReplica)]
    public async Task Without_the_owners_word_nothing_is_made_that_holds_production_in_clear(ReadSource kind)
    {
        await using var world = await OpenAsync();
        var store = world.Hyperscale with { Configuration = new ShadowConfiguration() };

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => world.Sources.EnsureAsync(store, Run(world, store, kind), Cancel));

        Assert.Equal("UnmaskedReadSourceNotAllowed", refusal.ErrorCode);
        Assert.Contains("allowUnmaskedReadSource", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Writes);
    }

    /// <summary>A store with the owner's word.</summary>
    protected static Store Allowed(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store with
        {
            Configuration = new ShadowConfiguration { Replication = new ReplicationSettings { ReadFrom = ReadSource.DatabaseCopy, AllowUnmaskedReadSource = true } },
        };
    }

    private static ReadSourceRun Run(IShadowWorld world, Store store, ReadSource kind) => new()
    {
        Id = $"{store.Id}-20260831T0600Z",
        StoreId = store.Id,
        Kind = kind,
        IntendedAt = world.Now,
        Deadline = world.Now.AddHours(6),
    };

    private static async Task<ShadowHandle> MadeAsync(IShadowWorld world)
    {
        await Assert.ThrowsAsync<TransientCloudException>(() => world.Provisioner.EnsureAsync(world.Store, Cancel));
        await world.FinishChangesAsync();
        return await world.Provisioner.EnsureAsync(world.Store, Cancel);
    }
}
