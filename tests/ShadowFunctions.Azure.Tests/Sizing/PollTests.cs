using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Sizing;

public sealed class PollTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private readonly AzureSqlCapacityControl _control;

    public PollTests()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");
        _control = new AzureSqlCapacityControl(Connect.To(_azure));
    }

    [Fact]
    public async Task A_running_change_tells_how_long_to_wait_and_costs_one_request()
    {
        var operation = await BeginAsync();
        var before = _azure.Requests.Count;

        var progress = await _control.PollAsync(Store, operation, Cancel);

        Assert.Equal(new ScaleProgress(ScaleProgressState.InProgress, TimeSpan.FromSeconds(20)), progress);
        var poll = Assert.Single(_azure.Requests.Skip(before));
        Assert.Contains("&t=1&s=signed", poll.Uri.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_that_the_platform_failed_tells_why(bool withTicket)
    {
        var operation = await BeginAsync();
        _azure.Sql.FinishChanges("Failed", "40619");

        var progress = await _control.PollAsync(Store, withTicket ? operation : operation with { Ticket = null }, Cancel);

        Assert.Equal(ScaleProgressState.Failed, progress.State);
        Assert.Contains("40619", progress.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_change_is_told_apart_from_a_failed_one(bool withTicket)
    {
        var operation = await BeginAsync();
        await _control.CancelAsync(Store, operation, Cancel);
        _azure.Sql.FinishChanges();

        var progress = await _control.PollAsync(Store, withTicket ? operation : operation with { Ticket = null }, Cancel);

        Assert.Equal(new ScaleProgress(ScaleProgressState.Cancelled), progress);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_lost_operation_address_falls_back_to_the_resource(int status)
    {
        var operation = await BeginAsync();
        _azure.Answer(IsPoll, status, "OperationIdNotFound");
        Assert.Equal(ScaleProgressState.InProgress, (await _control.PollAsync(Store, operation, Cancel)).State);

        _azure.Sql.FinishChanges();
        _azure.Answer(IsPoll, status, "OperationIdNotFound");
        Assert.Equal(ScaleProgressState.Succeeded, (await _control.PollAsync(Store, operation, Cancel)).State);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task An_unreadable_ticket_falls_back_to_the_resource(string ticket)
    {
        var operation = await BeginAsync();
        _azure.Sql.FinishChanges();

        Assert.Equal(ScaleProgressState.Succeeded, (await _control.PollAsync(Store, operation with { Ticket = ticket }, Cancel)).State);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_poll_that_the_platform_does_not_answer_now_is_transient(int status)
    {
        var operation = await BeginAsync();
        _azure.Answer(IsPoll, status, "TooBusy", [("Retry-After", "3")]);

        var error = await Assert.ThrowsAsync<TransientCloudException>(() => _control.PollAsync(Store, operation, Cancel));

        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
    }

    [Fact]
    public async Task An_older_operation_is_not_taken_for_ours()
    {
        await BeginAsync();
        _azure.Sql.FinishChanges("Failed", "old");

        var progress = await _control.PollAsync(Store, Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now.AddHours(1)), Cancel);

        Assert.Equal(ScaleProgressState.Unknown, progress.State);
        Assert.DoesNotContain("old", progress.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_is_polled_by_its_list_of_operations_in_its_own_spelling()
    {
        var pool = CloudStores.Pool("pool");
        _azure.Sql.Add(pool.ResourceId, "GP_Gen5_4");
        var operation = Operations.Of("GP_Gen5_4", "GP_Gen5_8", _azure.Sql.Now);
        await _control.BeginAsync(pool, operation, Cancel);

        Assert.True((await _control.ReadAsync(pool, Cancel)).OperationInFlight);
        Assert.Equal(ScaleProgressState.InProgress, (await _control.PollAsync(pool, operation, Cancel)).State);
        _azure.Sql.FinishChanges();
        Assert.Equal(ScaleProgressState.Succeeded, (await _control.PollAsync(pool, operation, Cancel)).State);
        Assert.Equal(new CapacityState("GP_Gen5_8", "GP_Gen5_8", false), await _control.ReadAsync(pool, Cancel));
    }

    [Theory]
    [InlineData("Online", true)]
    [InlineData("Scaling", true)]
    [InlineData("Paused", false)]
    [InlineData("Restoring", false)]
    [InlineData("Inaccessible", false)]
    public async Task A_database_serves_only_in_some_states(string status, bool online)
    {
        _azure.Sql.Resources[Store.ResourceId].Status = status;

        var state = await _control.ReadAsync(Store, Cancel);

        Assert.Equal(online, state.Online);
        Assert.Equal(status == "Scaling", state.OperationInFlight);
    }

    private static bool IsPoll(RecordedRequest request) => request.Path.Contains("databaseAzureAsyncOperation", StringComparison.Ordinal);

    private async Task<ScaleOperation> BeginAsync()
    {
        var operation = Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now);
        return operation with { Ticket = (await _control.BeginAsync(Store, operation, Cancel)).Handle };
    }
}
