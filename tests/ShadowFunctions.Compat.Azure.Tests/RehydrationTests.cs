using System.ClientModel.Primitives;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>An operation outlives the process that started it: its token is stored as JSON and resumed by Azure.Core itself.</summary>
public sealed class RehydrationTests
{
    private const string StatusUrl = "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseAzureAsyncOperation/42?api-version=2021-11-01&t=1&s=signed";
    private const string ResultUrl = "https://management.azure.com/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/databaseOperationResults/42?api-version=2021-11-01&t=1&s=signed";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_change_is_resumed_at_its_status_address_and_ends_at_the_database()
    {
        RehydrationToken token = await Stored(("Azure-AsyncOperation", StatusUrl), ("Location", ResultUrl));
        ScriptedService later = new ScriptedService()
            .Answer(200, """{"status":"InProgress"}""")
            .Answer(200, """{"status":"Succeeded"}""")
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));

        Operation resumed = await Operation.RehydrateAsync(Clients.Pipeline(later), token);
        Assert.False(resumed.HasCompleted);
        await resumed.UpdateStatusAsync(Stop);

        Assert.True(resumed.HasCompleted);
        Assert.Equal("42", token.Id);
        Assert.Equal([new Uri(StatusUrl), new Uri(StatusUrl)], later.Requests[..2].Select(request => request.Uri));
        Assert.Equal($"{Clients.DatabaseId}?api-version=2023-08-01", later.Requests[2].PathAndQuery);
        Assert.Equal(200, resumed.GetRawResponse().Status);
    }

    [Fact]
    public async Task A_running_change_known_by_its_result_address_is_resumed_there()
    {
        RehydrationToken token = await Stored(("Location", ResultUrl));
        ScriptedService later = new ScriptedService().Answer(202).Answer(200, Clients.DatabaseJson("GP_Gen5"));

        Operation resumed = await Operation.RehydrateAsync(Clients.Pipeline(later), token);
        await resumed.UpdateStatusAsync(Stop);

        Assert.True(resumed.HasCompleted);
        Assert.All(later.Requests, request => Assert.Equal(new Uri(ResultUrl), request.Uri));
    }

    [Fact]
    public async Task A_change_that_failed_meanwhile_tells_its_code_when_resumed()
    {
        RehydrationToken token = await Stored(("Azure-AsyncOperation", StatusUrl));
        ScriptedService later = new ScriptedService()
            .Answer(200, """{"status":"InProgress"}""")
            .Answer(200, """{"status":"Failed","error":{"code":"40619","message":"too large"}}""");

        Operation resumed = await Operation.RehydrateAsync(Clients.Pipeline(later), token);
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => resumed.UpdateStatusAsync(Stop).AsTask());

        Assert.Equal("40619", failure.ErrorCode);
    }

    /// <summary>Starts a change, keeps nothing but the token's JSON, and reads it back.</summary>
    private static async Task<RehydrationToken> Stored(params (string Name, string Value)[] headers)
    {
        ScriptedService service = new ScriptedService().Answer(202, "{}", headers);
        ArmOperation<SqlDatabaseResource> operation = await Clients.Database(service).UpdateAsync(
            WaitUntil.Started, new SqlDatabasePatch { MaxSizeBytes = 1 }, Stop);
        RehydrationToken token = operation.GetRehydrationToken() ?? throw new InvalidOperationException("No token.");
        Assert.Equal(operation.Id, token.Id);
        string json = ModelReaderWriter.Write((object)token, ModelReaderWriterOptions.Json).ToString();
        return ModelReaderWriter.Read<RehydrationToken>(BinaryData.FromString(json));
    }
}
