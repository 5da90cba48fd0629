using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>Errors in every envelope: what passes is waited for, what stays is refused with the code that says most.</summary>
public sealed class ErrorVariantTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");

    public ErrorVariantTests() => _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");

    public static TheoryData<int, string?, bool, string> Bodies => new()
    {
        { 409, """{"error":{"code":"ConflictingDatabaseOperation","message":"m","target":null,"details":null,"innererror":[]}}""", true, "ConflictingDatabaseOperation" },
        { 409, """{"error":{"code":"Conflict","message":"m","details":[{"code":"SkuAssignmentInProgress","message":"m"}]}}""", true, "SkuAssignmentInProgress" },
        { 409, """{"error":{"code":"Conflict","message":"m","details":[{"code":"SubscriptionVcoreQuotaExceeded"}],"additionalInfo":[]}}""", false, "SubscriptionVcoreQuotaExceeded" },
        { 409, """{"error":{"code":"Conflict","message":"m","innererror":{"code":"ServerDtuQuotaExceeded","innererror":null}}}""", false, "ServerDtuQuotaExceeded" },
        { 409, """{"error":{"code":"Conflict","message":"m"}}""", true, "Conflict" },
        { 409, """{"code":"40802","message":"A service objective assignment is in progress.","target":null,"details":[{"code":"40802","message":"m","target":null,"severity":"16"}],"innererror":[]}""", true, "40802" },
        { 409, """{"code":40940,"message":"m"}""", true, "40940" },
        { 409, """{"Code":"x"}""", false, "Http409" },
        { 409, null, false, "Http409" },
        { 400, """{"error":{"code":"BadRequest","details":[{"code":"CurrentDatabaseSizeExceedsMaxSize"}]}}""", false, "CurrentDatabaseSizeExceedsMaxSize" },
        { 400, """{"error":"InvalidSku"}""", false, "Http400" },
        { 429, """{"error":{"code":"SubscriptionTooManyRequests","message":"m"}}""", true, "SubscriptionTooManyRequests" },
        { 503, "[]", true, "503" },
        { 504, null, true, "504" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_refused_change_is_told_by_the_code_that_says_most(int status, string? body, bool passes, string code)
    {
        _azure.Answer(r => r.Method == "PATCH", status, body: body);

        var error = await Record.ExceptionAsync(() => new AzureSqlCapacityControl(Connect.To(_azure))
            .BeginAsync(Store, Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel));

        if (passes)
        {
            Assert.Contains(code, Assert.IsType<TransientCloudException>(error).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(code, Assert.IsType<CloudRefusedException>(error).ErrorCode);
        }

        _ = Assert.Single(_azure.Writes);
    }
}
