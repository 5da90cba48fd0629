using System.Net;
using System.Text;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>A service that gives its answers in order and keeps what was asked; an unexpected request fails the test.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public List<RecordedRequest> Requests { get; } = [];

    public HttpPipelineTransport Transport => new HttpClientTransport(this);

    public bool Exhausted => _answers.Count == 0;

    public ScriptedService Answer(int status, string? body = null, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(() =>
        {
            HttpResponseMessage response = new((HttpStatusCode)status)
            {
                Content = new StringContent(body ?? "", Encoding.UTF8, "application/json"),
            };
            foreach ((string name, string value) in headers)
            {
                Assert.True(response.Headers.TryAddWithoutValidation(name, value), $"Header {name} was refused.");
            }

            return response;
        });
        return this;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : new StreamReader(request.Content.ReadAsStream(cancellationToken)).ReadToEnd();
        return Next(request, body);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        return Next(request, body);
    }

    private HttpResponseMessage Next(HttpRequestMessage request, string? body)
    {
        Requests.Add(new RecordedRequest(
            request.Method.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString()));
        return _answers.TryDequeue(out Func<HttpResponseMessage>? answer)
            ? answer()
            : throw new InvalidOperationException($"No answer is scripted for {request.Method} {request.RequestUri}.");
    }
}
