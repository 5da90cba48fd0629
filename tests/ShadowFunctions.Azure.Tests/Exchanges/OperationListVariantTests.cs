using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Exchanges;

/// <summary>Lists of operations as databases and pools write them, with members missing, null or unknown, over one page or several.</summary>
public sealed class OperationListVariantTests : AzureTest
{
    private const string Ours = "11111111-1111-1111-1111-111111111111";
    private const string Theirs = "22222222-2222-2222-2222-222222222222";

    private static readonly Store Store = CloudStores.Database("orders");
    private readonly AzureSqlCapacityControl _control;

    public OperationListVariantTests()
    {
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");
        _control = new AzureSqlCapacityControl(Connect.To(_azure));
    }

    public static TheoryData<string, ScaleProgressState> States => new()
    {
        { """{"state":"InProgress","percentComplete":null,"isCancellable":null,"errorCode":null}""", ScaleProgressState.InProgress },
        { """{"state":"IN_PROGRESS","percentComplete":7,"startTime":null}""", ScaleProgressState.InProgress },
        { """{"state":"CancelInProgress"}""", ScaleProgressState.InProgress },
        { """{"state":"Pending","operationPhaseDetails":{"phase":"WaitingForCutover"}}""", ScaleProgressState.InProgress },
        { """{"state":"SomethingNewer"}""", ScaleProgressState.InProgress },
        { """{"state":"Failed","errorCode":40619,"errorDescription":"The edition cannot be changed.","errorSeverity":16,"isUserError":true}""", ScaleProgressState.Failed },
        { """{"state":"FAILED","errorCode":"40619","errorDescription":null}""", ScaleProgressState.Failed },
        { """{"state":"Failed"}""", ScaleProgressState.Failed },
        { """{"state":"Cancelled"}""", ScaleProgressState.Cancelled },
        { """{"state":"CANCELED"}""", ScaleProgressState.Cancelled },
        { """{"state":"Failed","description":"UpdateLogicalDatabase on 'orders', target ServiceLevelObjective S3"}""", ScaleProgressState.Unknown },
        { """{"state":"Failed","startTime":"2017-06-01T09:10:08.10Z"}""", ScaleProgressState.Unknown },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task The_list_tells_what_became_of_a_change_whose_address_is_lost(string properties, ScaleProgressState meaning)
    {
        Answer($$$"""{"value":[{"name":"{{{Ours}}}","properties":{{{properties}}}}]}""");

        var progress = await _control.PollAsync(Store, Operation(), Cancel);

        Assert.Equal(meaning, progress.State);
        Assert.Equal(properties.Contains("40619", StringComparison.Ordinal), progress.Error?.Contains("40619", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("https://management.azure.com/page2?api-version=x&$skiptoken=a%2Bb")]
    [InlineData("/page2?$skiptoken=1")]
    public async Task Links_to_further_pages_are_followed_as_given(string link)
    {
        Answer($$"""{"value":[],"nextLink":"{{link}}"}""");
        _azure.Answer(r => r.Path == "/page2", 200, body: $$$"""{"value":[{"name":"{{{Ours}}}","properties":{"state":"InProgress"}}],"nextLink":""}""");

        Assert.True((await _control.ReadAsync(Store, Cancel)).OperationInFlight);
        Assert.EndsWith(link[link.IndexOf("/page2", StringComparison.Ordinal)..], _azure.Requests[^1].Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":null}""")]
    public async Task A_list_that_is_none_holds_nothing(string body)
    {
        Answer(body);

        Assert.False((await _control.ReadAsync(Store, Cancel)).OperationInFlight);
    }

    [Fact]
    public async Task What_may_be_ours_and_is_not_said_to_be_final_is_cancelled_and_nothing_else()
    {
        Answer($$$"""
            {"value":[
              {"name":"{{{Ours}}}","properties":{"state":"InProgress","isCancellable":null}},
              {"name":"33333333-3333-3333-3333-333333333333","properties":{"state":"InProgress","isCancellable":false}},
              {"name":"not a guid","properties":{"state":"InProgress","isCancellable":true}},
              {"name":"{{{Theirs}}}","properties":{"state":"InProgress","isCancellable":true,"description":"UpdateLogicalDatabase on 'orders', target ServiceLevelObjective GP_Gen5_40"}}]}
            """);
        _azure.Answer(r => r.Method == "POST", 200);

        await _control.CancelAsync(Store, Operation(), Cancel);

        Assert.Contains($"/operations/{Ours}/cancel", Assert.Single(_azure.Writes).Path, StringComparison.Ordinal);
    }

    private ScaleOperation Operation() => Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now);

    private void Answer(string body) => _azure.Answer(r => r.Path.EndsWith("/operations", StringComparison.Ordinal), 200, body: body);
}
