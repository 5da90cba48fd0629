using Azure;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>
/// The token policy refuses plain HTTP. A message handler below the pipeline may still carry the request to a loopback
/// address: the pipeline, its retries and the service's links only ever see https.
/// </summary>
public sealed class LoopbackTests
{
    private const string StatusUrl = "https://management.azure.com/operations/1?api-version=2023-08-01";

    [Fact]
    public async Task A_handler_below_the_pipeline_carries_requests_retries_and_links_to_loopback()
    {
        ScriptedService service = new ScriptedService()
            .Answer(503, headers: [("retry-after-ms", "1")])
            .Answer(202, "{}", ("Azure-AsyncOperation", StatusUrl))
            .Answer(200, """{"status":"Succeeded"}""")
            .Answer(200, Clients.DatabaseJson("GP_Gen5"));
        using ToLoopback handler = new(service);
        ArmClient client = Clients.Arm(service, options => options.Transport = new HttpClientTransport(handler));

        ArmOperation<SqlDatabaseResource> operation = await client.GetSqlDatabaseResource(Clients.DatabaseId).UpdateAsync(
            WaitUntil.Completed, new SqlDatabasePatch { MaxSizeBytes = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("GP_Gen5", operation.Value.Data.Sku.Name);
        Assert.Equal(4, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal("http://127.0.0.1:7071", request.Uri.GetLeftPart(UriPartial.Authority)));
        Assert.All(service.Requests, request => Assert.StartsWith("Bearer ", request.Authorization, StringComparison.Ordinal));
    }

    private sealed class ToLoopback(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http", Host = "127.0.0.1", Port = 7071 }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
