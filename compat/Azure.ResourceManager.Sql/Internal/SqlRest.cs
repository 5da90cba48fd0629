using System.Buffers;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.ResourceManager.Sql;

/// <summary>Builds and sends the requests of one resource type: endpoint, API version and pipeline come from its client.</summary>
internal sealed class SqlRest(HttpPipeline pipeline, Uri endpoint, string apiVersion)
{
    public const string DefaultApiVersion = "2023-08-01";

    public HttpPipeline Pipeline => pipeline;

    public HttpMessage Message(RequestMethod method, string path, params ReadOnlySpan<(string Name, string Value)> query)
    {
        HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(endpoint);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", apiVersion, escapeValue: true);
        foreach ((string name, string value) in query)
        {
            if (value is not null)
            {
                message.Request.Uri.AppendQuery(name, value, escapeValue: true);
            }
        }

        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    public HttpMessage Message(RequestMethod method, string path, Action<Utf8JsonWriter> body)
    {
        HttpMessage message = Message(method, path);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            body(writer);
        }

        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(buffer.WrittenMemory);
        return message;
    }

    /// <summary>A page behind a link of the service; the link is complete and followed as it is.</summary>
    public HttpMessage Follow(string link)
    {
        HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(new Uri(endpoint, link));
        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    /// <summary>Sends and returns the response; any status that is not accepted becomes a <see cref="RequestFailedException"/>.</summary>
    public async ValueTask<Response> SendAsync(
        HttpMessage message, bool async, CancellationToken cancellationToken, params int[] accepted)
    {
        using (message)
        {
            if (async)
            {
                await pipeline.SendAsync(message, cancellationToken);
            }
            else
            {
                pipeline.Send(message, cancellationToken);
            }

            return accepted.Contains(message.Response.Status)
                ? message.Response
                : throw new RequestFailedException(message.Response);
        }
    }

    /// <summary>Parses the body; the element outlives the document.</summary>
    public static JsonElement Body(Response response)
    {
        using JsonDocument document = JsonDocument.Parse(response.Content);
        return document.RootElement.Clone();
    }
}
