using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>What every <see cref="ICapacityControl"/> promises.</summary>
public abstract class CapacityControlConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A fresh world with one database at GP_Gen5_2.</summary>
    protected abstract Task<ICapacityWorld> OpenAsync();

    /// <summary>The instant that counts as now in the world.</summary>
    protected virtual DateTimeOffset Now => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_store_at_rest_reads_as_its_size_without_a_change_in_flight()
    {
        await using var world = await OpenAsync();

        var state = await world.Control.ReadAsync(world.Store, Cancel);

        Assert.Equal("GP_Gen5_2", state.CurrentSize);
        Assert.Equal("GP_Gen5_2", state.RequestedSize);
        Assert.False(state.OperationInFlight);
        Assert.True(state.Online);
    }

    [Fact]
    public async Task A_change_runs_until_the_platform_is_done_and_is_then_read_back()
    {
        await using var world = await OpenAsync();
        var operation = await BeginAsync(world, "GP_Gen5_8");

        var running = await world.Control.ReadAsync(world.Store, Cancel);
        Assert.True(running.OperationInFlight);
        Assert.Equal("GP_Gen5_2", running.CurrentSize);
        Assert.Equal("GP_Gen5_8", running.RequestedSize);
        Assert.Equal(ScaleProgressState.InProgress, (await world.Control.PollAsync(world.Store, operation, Cancel)).State);

        await world.FinishChangesAsync();

        Assert.Equal(ScaleProgressState.Succeeded, (await world.Control.PollAsync(world.Store, operation, Cancel)).State);
        Assert.Equal("GP_Gen5_8", (await world.Control.ReadAsync(world.Store, Cancel)).CurrentSize);
        Assert.Equal(1, world.Changes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restarted_process_asks_for_a_running_change_with_or_without_its_ticket(bool withTicket)
    {
        await using var world = await OpenAsync();
        var begun = await BeginAsync(world, "GP_Gen5_4");
        var operation = begun with { Ticket = withTicket ? begun.Ticket : null };
        var reopened = world.Reopen();

        Assert.Equal(ScaleProgressState.InProgress, (await reopened.PollAsync(world.Store, operation, Cancel)).State);
        await world.FinishChangesAsync();
        Assert.Equal(ScaleProgressState.Succeeded, (await reopened.PollAsync(world.Store, operation, Cancel)).State);
    }

    [Fact]
    public async Task Sending_the_same_target_again_changes_nothing_more()
    {
        await using var world = await OpenAsync();
        await BeginAsync(world, "GP_Gen5_4");
        await BeginAsync(world, "GP_Gen5_4");
        await world.FinishChangesAsync();

        await BeginAsync(world, "GP_Gen5_4");

        Assert.Equal("GP_Gen5_4", (await world.Control.ReadAsync(world.Store, Cancel)).CurrentSize);
        Assert.Equal(1, world.Changes);
    }

    [Fact]
    public async Task A_cancelled_change_leaves_the_size_as_it_was()
    {
        await using var world = await OpenAsync();
        var operation = await BeginAsync(world, "GP_Gen5_4");

        await world.Control.CancelAsync(world.Store, operation, Cancel);
        await world.FinishChangesAsync();

        Assert.Equal(ScaleProgressState.Cancelled, (await world.Control.PollAsync(world.Store, operation with { Ticket = null }, Cancel)).State);
        Assert.Equal("GP_Gen5_2", (await world.Control.ReadAsync(world.Store, Cancel)).CurrentSize);
    }

    [Fact]
    public async Task Cancelling_a_change_that_has_ended_leaves_it_as_it_is()
    {
        await using var world = await OpenAsync();
        var operation = await BeginAsync(world, "GP_Gen5_4");
        await world.FinishChangesAsync();

        await world.Control.CancelAsync(world.Store, operation, Cancel);

        Assert.Equal("GP_Gen5_4", (await world.Control.ReadAsync(world.Store, Cancel)).CurrentSize);
    }

    [Fact]
    public async Task A_change_that_never_reached_the_platform_polls_as_unknown()
    {
        await using var world = await OpenAsync();

        var progress = await world.Control.PollAsync(world.Store, Operation("GP_Gen5_4"), Cancel);

        Assert.Equal(ScaleProgressState.Unknown, progress.State);
        Assert.Contains("GP_Gen5_2", progress.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GP_Gen5_2")]
    [InlineData("GP_Gen5_8")]
    public async Task Storage_changes_alone_or_with_the_size_and_is_read_back(string target)
    {
        const long bytes = 300L << 30;
        await using var world = await OpenAsync();
        var operation = Operation(target) with { Extras = new SizeExtras(bytes) };

        var ticket = await world.Control.BeginAsync(world.Store, operation, Cancel);
        await world.FinishChangesAsync();

        Assert.Equal(ScaleProgressState.Succeeded, (await world.Control.PollAsync(world.Store, operation with { Ticket = ticket.Handle }, Cancel)).State);
        var state = await world.Control.ReadAsync(world.Store, Cancel);
        Assert.Equal((target, bytes), (state.CurrentSize, state.MaxDataBytes));
        Assert.True(state.Has(operation));
        Assert.True((await world.Control.BeginAsync(world.Store, operation, Cancel)).Completed);
    }

    [Fact]
    public async Task Storage_that_was_never_asked_for_polls_as_unknown()
    {
        await using var world = await OpenAsync();
        var operation = Operation("GP_Gen5_2") with { Extras = new SizeExtras(300L << 30) };

        Assert.Equal(ScaleProgressState.Unknown, (await world.Control.PollAsync(world.Store, operation, Cancel)).State);
    }

    [Theory]
    [InlineData("HS_Gen5_4")]
    [InlineData("BC_Gen5_4")]
    [InlineData("GP_S_Gen5_4")]
    [InlineData("S3")]
    [InlineData("nonsense")]
    public async Task Tier_hardware_and_compute_model_are_never_changed(string target)
    {
        await using var world = await OpenAsync();

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => world.Control.BeginAsync(world.Store, Operation(target), Cancel));

        Assert.NotNull(refusal.ErrorCode);
        Assert.Equal(0, world.Changes);
    }

    [Fact]
    public async Task A_store_that_does_not_exist_is_refused_with_the_platforms_code()
    {
        await using var world = await OpenAsync();
        var gone = world.Store with { ResourceId = world.Store.ResourceId + "-gone" };

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => world.Control.ReadAsync(gone, Cancel));

        Assert.Equal("ResourceNotFound", refusal.ErrorCode);
    }

    /// <summary>An intent to reach <paramref name="target"/>, recorded now.</summary>
    protected ScaleOperation Operation(string target) => new()
    {
        Id = "orders-20261122T1200Z",
        StoreId = "orders",
        DecisionId = "orders-20261122T1200Z",
        From = "GP_Gen5_2",
        To = target,
        IntendedAt = Now,
        Deadline = Now.AddHours(1),
    };

    private async Task<ScaleOperation> BeginAsync(ICapacityWorld world, string target)
    {
        var operation = Operation(target);
        var ticket = await world.Control.BeginAsync(world.Store, operation, Cancel);
        return operation with { Ticket = ticket.Handle, Status = ScaleOperationStatus.InProgress };
    }
}
