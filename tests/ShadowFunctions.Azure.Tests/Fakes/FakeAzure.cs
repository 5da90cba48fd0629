using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>
/// A little Azure in memory, spoken to over HTTP messages: databases and pools with long-running changes, alert rules, metrics.
/// It records every request, and answers what a test queued before anything of its own.
/// </summary>
internal sealed class FakeAzure : HttpMessageHandler
{
    private readonly List<(Func<RecordedRequest, bool> When, Func<HttpResponseMessage> Answer)> _scripted = [];

    public List<RecordedRequest> Requests { get; } = [];

    public FakeSql Sql { get; } = new();

    public Dictionary<string, JsonNode> AlertRules { get; } = new(StringComparer.OrdinalIgnoreCase);

    public FakeMonitor Monitor { get; } = new();

    public HttpPipelineTransport Transport => new HttpClientTransport(new HttpClient(this, disposeHandler: false));

    public IEnumerable<RecordedRequest> Writes => Requests.Where(r => r.ChangesSql);

    /// <summary>Answers the next request that fits with an error (or whatever status), once.</summary>
    public void Answer(
        Func<RecordedRequest, bool> when, int status, string? code = null, (string Name, string Value)[]? headers = null, string? body = null) =>
        _scripted.Add((when, () =>
        {
            var response = Json(status, body is not null ? JsonNode.Parse(body) : code is null ? null : Error(code));
            foreach (var (name, value) in headers ?? [])
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }
    ));

    /// <summary>Lets the next request that fits end in an exception of the network.</summary>
    public void Break(Func<RecordedRequest, bool> when, Exception error) => _scripted.Add((when, () => throw error));

    public static HttpResponseMessage Json(int status, JsonNode? body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (body is not null)
        {
            response.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return response;
    }

    public static JsonObject Error(string code) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = $"The platform says {code}." } };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var recorded = new RecordedRequest(
            request.Method.Method, request.RequestUri!, body,
            request.Headers.TryGetValues("x-ms-client-request-id", out var ids) ? ids.Single() : null, request.Headers.Authorization?.ToString());
        Requests.Add(recorded);
        var scripted = _scripted.FindIndex(s => s.When(recorded));
        if (scripted >= 0)
        {
            var answer = _scripted[scripted].Answer;
            _scripted.RemoveAt(scripted);
            return WithRequest(answer(), request);
        }

        return WithRequest(Route(recorded), request);
    }

    private HttpResponseMessage Route(RecordedRequest request) =>
        request.Path.Contains("/metricAlerts/", StringComparison.OrdinalIgnoreCase) ? Alert(request)
        : request.Path.Contains("metrics:getBatch", StringComparison.OrdinalIgnoreCase) ? Monitor.Batch(request)
        : request.Path.EndsWith("/providers/microsoft.insights/metrics", StringComparison.OrdinalIgnoreCase) ? Monitor.Single(request)
        : Sql.Handle(request);

    private HttpResponseMessage Alert(RecordedRequest request)
    {
        switch (request.Method)
        {
            case "PUT":
                AlertRules[request.Path] = JsonNode.Parse(request.Body)!;
                return Json(200, AlertRules[request.Path]);
            case "DELETE":
                return Json(AlertRules.Remove(request.Path) ? 200 : 204, null);
            default:
                return AlertRules.TryGetValue(request.Path, out var rule) ? Json(200, rule) : Json(404, Error("ResourceNotFound"));
        }
    }

    private static HttpResponseMessage WithRequest(HttpResponseMessage response, HttpRequestMessage request)
    {
        response.RequestMessage = request;
        response.Content ??= new ByteArrayContent([]);
        return response;
    }
}
