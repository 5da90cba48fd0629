using System.Diagnostics;
using Azure;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

public sealed class LongRunningOperationTests
{
    private const string Signature = "&t=638000&c=MIIHpTCC&s=Kv~x-_y%2Fz%3D&h=abc";
    private const string StatusUrl = "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseAzureAsyncOperation/11111111-2222-3333-4444-555555555555?api-version=2021-11-01" + Signature;
    private const string ResultUrl = "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseOperationResults/11111111-2222-3333-4444-555555555555?api-version=2021-11-01" + Signature;
    private const string Accepted = """{"operation":"UpdateLogicalDatabase","startTime":"2026-11-22T10:00:00Z"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scale_with_both_headers_polls_the_status_address_and_then_reads_the_database()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl), ("Location", ResultUrl))
            .Answer(200, """{"name":"x","status":"InProgress"}""")
            .Answer(200, """{"name":"x","status":"Succeeded"}""")
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        Assert.False(operation.HasCompleted);
        Assert.False(operation.HasValue);
        await operation.UpdateStatusAsync(Stop);
        Assert.False(operation.HasCompleted);
        await operation.UpdateStatusAsync(Stop);

        Assert.True(operation.HasCompleted);
        Assert.Equal("GP_Gen5", operation.Value.Data.Sku.Name);
        Assert.Equal(SqlDatabaseStatus.Online, operation.Value.Data.Status);
        Assert.Equal(["PATCH", "GET", "GET", "GET"], service.Requests.Select(request => request.Method));
        Assert.All(service.Requests[1..3], request => Assert.Equal(new Uri(StatusUrl), request.Uri));
        Assert.EndsWith(Signature, service.Requests[1].Uri.OriginalString, StringComparison.Ordinal);
        Assert.Equal($"{Clients.DatabaseId}?api-version=2023-08-01", service.Requests[3].PathAndQuery);
    }

    [Fact]
    public async Task One_call_polls_exactly_once()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl))
            .Answer(200, """{"status":"InProgress"}""");

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        await operation.UpdateStatusAsync(Stop);

        Assert.Equal(2, service.Requests.Count);
        Assert.Throws<InvalidOperationException>(() => operation.Value);
    }

    [Fact]
    public async Task A_result_address_alone_is_polled_until_it_stops_answering_202()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, headers: [("Location", ResultUrl)])
            .Answer(202, headers: [("Location", ResultUrl + "&page=2")])
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        Response<SqlDatabaseResource> response = await operation.WaitForCompletionAsync(TimeSpan.Zero, Stop);

        Assert.Equal("GP_Gen5", response.Value.Data.Sku.Name);
        Assert.Equal([new Uri(ResultUrl), new Uri(ResultUrl + "&page=2")], service.Requests[1..].Select(request => request.Uri));
    }

    [Fact]
    public async Task A_result_address_that_answers_without_a_body_is_followed_by_a_read_of_the_database()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, headers: [("Location", ResultUrl)])
            .Answer(200)
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        await operation.WaitForCompletionAsync(TimeSpan.Zero, Stop);

        Assert.Equal("GP_Gen5", operation.Value.Data.Sku.Name);
        Assert.Equal(Clients.DatabaseId.ToString(), service.Requests[2].Uri.AbsolutePath);
    }

    [Fact]
    public async Task A_relative_address_without_a_version_gets_the_host_and_version_of_the_request()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, headers: [("Location", "/subscriptions/s/providers/Microsoft.Sql/locations/x/databaseOperationResults/1")])
            .Answer(204);

        ArmOperation operation = await Clients.Database(service).DeleteAsync(WaitUntil.Completed, Stop);

        Assert.True(operation.HasCompleted);
        Assert.Equal(
            "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/x/databaseOperationResults/1?api-version=2023-08-01",
            service.Requests[1].Uri.AbsoluteUri);
    }

    [Fact]
    public void The_synchronous_calls_take_the_same_way()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl))
            .Answer(200, """{"status":"Succeeded"}""")
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        ArmOperation<SqlDatabaseResource> operation = Clients.Database(service)
            .Update(WaitUntil.Completed, new SqlDatabasePatch { Sku = new SqlSku("GP_Gen5") }, Stop);

        Assert.Equal("GP_Gen5", operation.Value.Data.Sku.Name);
        Assert.True(service.Exhausted);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task A_creation_answered_directly_is_complete_at_once(int status)
    {
        ScriptedService service = new ScriptedService().Answer(status, Clients.DatabaseJson("GP_S_Gen5"));
        SqlServerResource server = Clients.Arm(service).GetSqlServerResource(Clients.DatabaseId.Parent!);

        ArmOperation<SqlDatabaseResource> operation = await server.GetSqlDatabases().CreateOrUpdateAsync(
            WaitUntil.Started, "orders", new SqlDatabaseData("westeurope"), Stop);

        Assert.True(operation.HasCompleted);
        Assert.Equal("GP_S_Gen5", operation.Value.Data.Sku.Name);
        Assert.Equal("PUT", Assert.Single(service.Requests).Method);
    }

    [Fact]
    public async Task A_deletion_of_what_is_gone_is_complete_at_once()
    {
        ScriptedService service = new ScriptedService().Answer(204);

        ArmOperation operation = await Clients.Database(service).DeleteAsync(WaitUntil.Completed, Stop);

        Assert.True(operation.HasCompleted);
        Assert.Equal(204, operation.GetRawResponse().Status);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task A_change_accepted_and_then_failed_throws_the_services_code(string status)
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl))
            .Answer(200, $$"""{"status":"{{status}}","error":{"code":"UpdateSloFailedDatabaseTooBusy","message":"too busy"} }""");

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => operation.UpdateStatusAsync(Stop).AsTask());

        Assert.Equal("UpdateSloFailedDatabaseTooBusy", failure.ErrorCode);
        Assert.Contains("too busy", failure.Message, StringComparison.Ordinal);
        Assert.True(operation.HasCompleted);
        Assert.False(operation.HasValue);
        Assert.Same(failure, Assert.Throws<RequestFailedException>(() => operation.Value));
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_status_address_that_is_gone_ends_the_operation_as_failed()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl))
            .Answer(404, """{"error":{"code":"OperationIdNotFound","message":"unknown"}}""");

        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => operation.WaitForCompletionAsync(TimeSpan.Zero, Stop).AsTask());

        Assert.Equal((404, "OperationIdNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task An_acceptance_that_says_nowhere_where_to_ask_is_a_failure()
    {
        ScriptedService service = new ScriptedService().Answer(202, Accepted);

        ArmOperation<SqlDatabaseResource> operation = await Start(service);

        Assert.True(operation.HasCompleted);
        Assert.Equal(202, Assert.Throws<RequestFailedException>(() => operation.Value).Status);
    }

    [Fact]
    public async Task A_cancelled_wait_stops_asking()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl))
            .Answer(200, """{"status":"InProgress"}""", ("Retry-After", "3600"));
        ArmOperation<SqlDatabaseResource> operation = await Start(service);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        Task wait = operation.WaitForCompletionAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.False(operation.HasCompleted);
        Assert.True(service.Requests.Count <= 2);
    }

    [Fact]
    public async Task Waiting_honours_retry_after()
    {
        ScriptedService service = new ScriptedService()
            .Answer(202, Accepted, ("Azure-AsyncOperation", StatusUrl), ("Retry-After", "1"))
            .Answer(200, """{"status":"InProgress"}""", ("Retry-After", "1"))
            .Answer(200, """{"status":"Succeeded"}""")
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));
        ArmOperation<SqlDatabaseResource> operation = await Start(service);

        long started = Stopwatch.GetTimestamp();
        await operation.WaitForCompletionAsync(TimeSpan.Zero, Stop);

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(950));
        Assert.True(service.Exhausted);
    }

    [Fact]
    public async Task A_conflict_is_thrown_and_not_retried()
    {
        ScriptedService service = new ScriptedService()
            .Answer(409, """{"error":{"code":"ConflictingDatabaseOperation","message":"busy"}}""");

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Start(service));

        Assert.Equal((409, "ConflictingDatabaseOperation"), (failure.Status, failure.ErrorCode));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task Throttling_is_retried_after_the_time_the_service_names()
    {
        ScriptedService service = new ScriptedService()
            .Answer(429, """{"error":{"code":"SubscriptionTooManyCreateUpdateRequests","message":"slow down"}}""", ("Retry-After", "1"))
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        long started = Stopwatch.GetTimestamp();
        ArmOperation<SqlDatabaseResource> operation = await Start(service);

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(950));
        Assert.True(operation.HasCompleted);
        Assert.Equal(service.Requests[0].Body, service.Requests[1].Body);
    }

    [Fact]
    public async Task Throttling_that_does_not_end_is_thrown_after_the_configured_retries()
    {
        ScriptedService service = new();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            service.Answer(429, """{"error":{"code":"SubscriptionTooManyRequests","message":"slow down"}}""", ("retry-after-ms", "1"));
        }

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Start(service));

        Assert.Equal((429, "SubscriptionTooManyRequests"), (failure.Status, failure.ErrorCode));
        Assert.Equal(3, service.Requests.Count);
    }

    private static Task<ArmOperation<SqlDatabaseResource>> Start(ScriptedService service) =>
        Clients.Database(service).UpdateAsync(
            WaitUntil.Started, new SqlDatabasePatch { Sku = new SqlSku("GP_Gen5") { Capacity = 4 } }, Stop);
}
