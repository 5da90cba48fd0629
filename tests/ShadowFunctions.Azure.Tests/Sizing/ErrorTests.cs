using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Sizing;

public sealed class ErrorTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private readonly AzureSqlCapacityControl _control;

    public ErrorTests()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");
        _control = new AzureSqlCapacityControl(Connect.To(_azure));
    }

    [Theory]
    [InlineData(408, "RequestTimeout")]
    [InlineData(429, "SubscriptionTooManyRequests")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "OperationTimedOut")]
    [InlineData(409, "SkuAssignmentInProgress")]
    [InlineData(409, "UpdateSloInProgress")]
    [InlineData(409, "ConflictingDatabaseOperation")]
    [InlineData(409, "ElasticPoolBusy")]
    public async Task What_passes_is_transient_and_the_patch_is_not_repeated_inside(int status, string code)
    {
        _azure.Answer(r => r.Method == "PATCH", status, code, [("Retry-After", "7")]);

        var error = await Assert.ThrowsAsync<TransientCloudException>(BeginAsync);

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.Single(_azure.Writes);
    }

    [Theory]
    [InlineData(400, "InvalidSku")]
    [InlineData(400, "UpdateNotAllowedOnPausedDatabase")]
    [InlineData(403, "AuthorizationFailed")]
    [InlineData(404, "ResourceNotFound")]
    [InlineData(409, "SubscriptionVcoreQuotaExceeded")]
    [InlineData(409, "ServerDtuQuotaExceeded")]
    [InlineData(501, "NotImplemented")]
    public async Task What_stays_is_refused_with_the_platforms_code(int status, string code)
    {
        _azure.Answer(r => r.Method == "PATCH", status, code);

        var error = await Assert.ThrowsAsync<CloudRefusedException>(BeginAsync);

        Assert.Equal(code, error.ErrorCode);
        Assert.Single(_azure.Writes);
    }

    [Fact]
    public async Task A_broken_network_is_transient_and_the_patch_is_not_repeated_inside()
    {
        _azure.Break(r => r.Method == "PATCH", new HttpRequestException("connection reset"));

        await Assert.ThrowsAsync<TransientCloudException>(BeginAsync);

        Assert.Single(_azure.Writes);
    }

    [Fact]
    public async Task No_answer_in_time_is_transient_unless_the_caller_gave_up()
    {
        _azure.Break(r => r.Method == "PATCH", new TaskCanceledException("too slow"));
        await Assert.ThrowsAsync<TransientCloudException>(BeginAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _control.ReadAsync(Store, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("Retry-After", "Sun, 22 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    public async Task The_platforms_wish_to_wait_is_understood_in_every_form(string header, string value, double seconds)
    {
        _azure.Answer(r => r.Method == "PATCH", 429, "TooManyRequests", [(header, value), ("Date", "Sun, 22 Nov 2026 12:00:00 GMT")]);

        var error = await Assert.ThrowsAsync<TransientCloudException>(BeginAsync);

        Assert.Equal(TimeSpan.FromSeconds(seconds), error.RetryAfter);
    }

    [Fact]
    public async Task A_store_of_another_kind_than_its_resource_is_refused()
    {
        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => _control.ReadAsync(Store with { Kind = StoreKind.SqlElasticPool }, Cancel));

        Assert.Equal("InvalidResourceId", error.ErrorCode);
    }

    private Task<ScaleTicket> BeginAsync() => _control.BeginAsync(Store, Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel);
}
