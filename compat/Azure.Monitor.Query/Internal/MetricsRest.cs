using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Monitor.Query;

/// <summary>Sends metric queries; anything but 200 becomes a <see cref="RequestFailedException"/>.</summary>
internal sealed class MetricsRest(Uri endpoint, TokenCredential credential, string audience, ClientOptions options, string apiVersion)
{
    private readonly HttpPipeline _pipeline = HttpPipelineBuilder.Build(
        options, new BearerTokenAuthenticationPolicy(credential, $"{audience}/.default"));

    public HttpMessage Message(RequestMethod method, string path, params ReadOnlySpan<(string Name, string Value)> query)
    {
        HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        foreach ((string name, string value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                message.Request.Uri.AppendQuery(name, value, escapeValue: true);
            }
        }

        message.Request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    public async ValueTask<Response<T>> SendAsync<T>(
        HttpMessage message, Func<JsonElement, T> read, bool async, CancellationToken cancellationToken)
    {
        using (message)
        {
            if (async)
            {
                await _pipeline.SendAsync(message, cancellationToken);
            }
            else
            {
                _pipeline.Send(message, cancellationToken);
            }

            Response response = message.Response;
            if (response.Status != 200)
            {
                throw new RequestFailedException(response);
            }

            using JsonDocument document = JsonDocument.Parse(response.Content);
            return Response.FromValue(read(document.RootElement), response);
        }
    }
}
