using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>How a change is accepted, and how its addresses answer: every style that services of ARM are known to use.</summary>
public sealed class PollVariantTests : AzureTest
{
    private const string Address = "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseAzureAsyncOperation/1?api-version=2023-08-01";
    private const string Relative = "/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseAzureAsyncOperation/1?api-version=2023-08-01";
    private const string Elsewhere = "https://westeurope.management.azure.com/subscriptions/s/x/databaseOperationResults/1";

    private static readonly Store Store = CloudStores.Database("orders");
    private readonly AzureSqlCapacityControl _control;

    public PollVariantTests()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");
        _control = new AzureSqlCapacityControl(Connect.To(_azure));
    }

    /// <summary>Header by which the change is accepted, its address, the answer there, and what it means.</summary>
    public static TheoryData<string, string, int, string?, ScaleProgressState> Answers => new()
    {
        { "Azure-AsyncOperation", Address, 200, """{"name":"1","status":"InProgress","startTime":"2026-11-22T12:00:00Z","percentComplete":null}""", ScaleProgressState.InProgress },
        { "azure-asyncoperation", Address, 200, """{"status":"inprogress","percentComplete":12.5}""", ScaleProgressState.InProgress },
        { "AZURE-ASYNCOPERATION", Relative, 200, """{"status":"Pending"}""", ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Elsewhere, 200, """{"status":"SomethingNewer","properties":null}""", ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Address, 202, """{"status":"Accepted"}""", ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Address, 200, """{"status":"Succeeded","error":null,"properties":{"output":[]}}""", ScaleProgressState.Succeeded },
        { "Azure-AsyncOperation", Address, 201, """{"status":"SUCCEEDED"}""", ScaleProgressState.Succeeded },
        { "Azure-AsyncOperation", Address, 200, """{"status":"Failed","error":{"code":"40619","message":"no","target":null,"details":[],"innererror":{"code":"x"}}}""", ScaleProgressState.Failed },
        { "Azure-AsyncOperation", Address, 200, """{"status":"Failed","error":null}""", ScaleProgressState.Failed },
        { "Azure-AsyncOperation", Address, 200, """{"status":"failed"}""", ScaleProgressState.Failed },
        { "Azure-AsyncOperation", Address, 200, """{"status":"Canceled"}""", ScaleProgressState.Cancelled },
        { "Azure-AsyncOperation", Address, 200, """{"status":"Cancelled","error":{"code":"OperationCancelled"}}""", ScaleProgressState.Cancelled },
        { "Location", Address, 202, """{"operation":"UpdateLogicalDatabase","startTime":"2026-11-22T12:00:00Z"}""", ScaleProgressState.InProgress },
        { "location", Relative, 202, null, ScaleProgressState.InProgress },
        { "Location", Elsewhere, 200, """{"id":"x","sku":{"name":"GP_Gen5","capacity":4}}""", ScaleProgressState.Succeeded },
        { "Location", Address, 200, null, ScaleProgressState.Succeeded },

        // What says nothing of the change, or that the address is lost: the resource itself is asked, and it says that it is still changing.
        { "Azure-AsyncOperation", Address, 200, "{}", ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Address, 200, """{"status":null}""", ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Address, 200, null, ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", Address, 204, null, ScaleProgressState.InProgress },
        { "Azure-AsyncOperation", "", 200, "{}", ScaleProgressState.InProgress },
        { "Location", Address, 204, null, ScaleProgressState.InProgress },
        { "Location", Address, 404, """{"error":{"code":"OperationIdNotFound","message":"gone"}}""", ScaleProgressState.InProgress },
        { "Location", Address, 410, null, ScaleProgressState.InProgress },
        { "Location", "not an address", 404, null, ScaleProgressState.InProgress },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_means_what_it_says_and_the_change_is_asked_for_once(string header, string address, int status, string? body, ScaleProgressState meaning)
    {
        _azure.Sql.Resources[Store.ResourceId].Requested = "GP_Gen5_4";
        _azure.Answer(r => r.Method == "GET" && r.Path == Store.ResourceId, 200, body: Body("GP_Gen5_2"));
        _azure.Answer(r => r.Method == "PATCH", 202, headers: [(header, address), ("Retry-After", "5")]);
        _azure.Answer(r => r.Method == "GET" && r.Path != Store.ResourceId, status, body: body);
        var operation = Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now);

        var ticket = await _control.BeginAsync(Store, operation, Cancel);
        var progress = await _control.PollAsync(Store, operation with { Ticket = ticket.Handle }, Cancel);

        Assert.False(ticket.Completed);
        Assert.Equal(meaning, progress.State);
        _ = Assert.Single(_azure.Writes);
    }

    [Theory]
    [InlineData(200, "{}", true)]
    [InlineData(200, null, true)]
    [InlineData(202, null, false)]
    [InlineData(202, """{"operation":"UpdateLogicalDatabase","startTime":"2026-11-22T12:00:00Z"}""", false)]
    public async Task A_change_is_accepted_with_or_without_a_body(int status, string? body, bool completed)
    {
        _azure.Answer(r => r.Method == "PATCH", status, body: body);

        var ticket = await _control.BeginAsync(Store, Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel);

        Assert.True(ticket.Completed || status == 202, $"{ticket}");
        Assert.True(!completed || ticket.Handle is null, $"{ticket}");
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    public async Task A_success_of_another_kind_is_no_refusal_but_an_unknown_outcome(int status)
    {
        _azure.Answer(r => r.Method == "PATCH", status);

        var error = await Assert.ThrowsAsync<TransientCloudException>(
            () => _control.BeginAsync(Store, Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel));

        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
    }

    [Theory]
    [InlineData("x-ms-ratelimit-remaining-subscription-writes", "7", 7)]
    [InlineData("X-MS-RateLimit-Remaining-Subscription-Global-Writes", "2999", 2999)]
    [InlineData("x-ms-ratelimit-remaining-subscription-writes", "soon", null)]
    [InlineData("x-ms-ratelimit-remaining-subscription-reads", "7", null)]
    public async Task The_budget_that_is_left_is_read_from_whichever_header(string header, string value, int? left)
    {
        _azure.Answer(r => r.Method == "PATCH", 202, headers: [(header, value), ("Azure-AsyncOperation", Address)]);

        var ticket = await _control.BeginAsync(Store, Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel);

        Assert.Equal(left, ticket.RemainingWrites);
    }

    private static string Body(string size) =>
        $$$"""{"id":"{{{Store.ResourceId}}}","name":"orders","location":"westeurope","sku":null,"properties":{"status":"Online","currentServiceObjectiveName":"{{{size}}}","requestedServiceObjectiveName":"{{{size}}}"}}""";
}
