using System.Net;
using System.Net.Http.Json;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ShadowFunctions.Azure.State;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Tests.State;

/// <summary>Answers of a service in trouble, which the emulator never gives.</summary>
public sealed class StorageErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServerBusy")]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(409, "ContainerBeingDeleted")]
    public async Task Trouble_that_passes_is_transient_for_documents_and_series(int status, string code)
    {
        using var storage = Storage(_ => Answer(status, code));

        var error = await Assert.ThrowsAsync<TransientCloudException>(() => new AzureStateStore(storage).GetAsync<string>("kind", "p", "i", Cancel));
        await Assert.ThrowsAsync<TransientCloudException>(() => new AzureHistoryStore(storage).AppendAsync("s", "m", [new HistoryPoint(default, 1)], Cancel));

        Assert.Contains(code, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_that_the_service_asks_for_is_passed_on()
    {
        using var storage = Storage(_ => Answer(503, "ServerBusy", retryAfterSeconds: 1));

        var error = await Assert.ThrowsAsync<TransientCloudException>(() => new AzureStateStore(storage).GetAsync<string>("kind", "p", "i", Cancel));

        Assert.Equal(TimeSpan.FromSeconds(1), error.RetryAfter);
    }

    [Fact]
    public async Task A_service_out_of_reach_is_transient()
    {
        using var storage = Storage(_ => throw new HttpRequestException("no route to host"));

        await Assert.ThrowsAsync<TransientCloudException>(() => new AzureStateStore(storage).GetAsync<string>("kind", "p", "i", Cancel));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_transient()
    {
        using var storage = Storage(_ => throw new TaskCanceledException("the request timed out"));

        await Assert.ThrowsAsync<TransientCloudException>(() => new AzureHistoryStore(storage).LastAsync("s", "m", Cancel));
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_a_cancellation()
    {
        using var storage = Storage(_ => Answer(503, "ServerBusy"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AzureStateStore(storage).GetAsync<string>("kind", "p", "i", cancelled.Token));
    }

    [Fact]
    public async Task A_refusal_keeps_the_code_of_the_service()
    {
        using var storage = Storage(_ => Answer(403, "AuthorizationPermissionMismatch"));

        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => new AzureStateStore(storage).GetAsync<string>("kind", "p", "i", Cancel));

        Assert.Equal("AuthorizationPermissionMismatch", error.ErrorCode);
    }

    [Fact]
    public async Task After_a_failure_the_next_call_tries_again()
    {
        var healthy = false;
        using var storage = Storage(request => healthy
            ? request.Method == HttpMethod.Get ? Answer(404, "ResourceNotFound") : Answer(201, null)
            : Answer(503, "ServerBusy"));
        var store = new AzureStateStore(storage);
        await Assert.ThrowsAsync<TransientCloudException>(() => store.GetAsync<string>("kind", "p", "i", Cancel));

        healthy = true;

        Assert.Null(await store.GetAsync<string>("kind", "p", "i", Cancel));
    }

    private static AzureStateStorage Storage(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var transport = new HttpClientTransport(new Service(answer));
        var (tables, blobs) = (new TableClientOptions { Transport = transport }, new BlobClientOptions { Transport = transport });
        tables.Retry.MaxRetries = blobs.Retry.MaxRetries = 1;
        tables.Retry.Delay = blobs.Retry.Delay = TimeSpan.FromMilliseconds(1);
        const string Connection = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://localhost:1/a;BlobEndpoint=http://localhost:2/a";
        return new(new TableServiceClient(Connection, tables), new BlobServiceClient(Connection, blobs));
    }

    // The table service explains itself in JSON, the blob service in XML.
    private static HttpResponseMessage Answer(int status, string? code, int? retryAfterSeconds = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };
        if (code is not null)
        {
            answer.Headers.Add("x-ms-error-code", code);
            var error = new Dictionary<string, object> { ["odata.error"] = new { code, message = new { lang = "en-US", value = "In trouble." } } };
            answer.Content = code.StartsWith("Container", StringComparison.Ordinal)
                ? new StringContent($"<Error><Code>{code}</Code><Message>In trouble.</Message></Error>", null, "application/xml")
                : JsonContent.Create(error);
        }

        if (retryAfterSeconds is { } seconds)
        {
            answer.Headers.Add("Retry-After", $"{seconds}");
        }

        return answer;
    }

    private sealed class Service(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(answer(request));
        }
    }
}
