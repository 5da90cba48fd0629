using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Cloud;

/// <summary>A request with its parts at hand.</summary>
internal sealed class CloudRequest(HttpContext context, JsonObject? body)
{
    public HttpContext Context { get; } = context;

    public JsonObject? Body { get; } = body;

    public JsonObject RequiredBody =>
        Body ?? throw ArmException.BadRequest("InvalidRequestContent", "The request content was invalid: a JSON object is expected.");

    /// <summary>The host the client spoke to: Azure's, when the loopback transport carried the request here.</summary>
    public string Host => Context.Request.Headers[LoopbackTransport.OriginalHostHeader] is [{ Length: > 0 } host] ? host : Context.Request.Host.Value ?? "";

    /// <summary>Start of the absolute URLs in the answer.</summary>
    public string Origin => Host == Context.Request.Host.Value ? $"http://{Host}" : $"https://{Host}";

    public string? ClientRequestId => Context.Request.Headers["x-ms-client-request-id"] is [{ Length: > 0 } id] ? id : null;

    public string Subscription => Route("subscription");

    public string ServerId =>
        $"/subscriptions/{Subscription}/resourceGroups/{Route("group")}/providers/Microsoft.Sql/servers/{Route("server")}";

    public string Route(string name) => Context.Request.RouteValues[name] as string ?? "";

    public string ResourceId(EmulatedResourceKind kind) => $"{ServerId}/{CloudIds.Collection(kind)}/{Route("name")}";

    public string? Query(string name) => Context.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    public static async Task<CloudRequest> ReadAsync(HttpContext context)
    {
        if (context.Request.Method is not ("PUT" or "PATCH" or "POST"))
        {
            return new CloudRequest(context, null);
        }

        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        try
        {
            return new CloudRequest(context, memory.Length == 0 ? null : JsonNode.Parse(memory.ToArray())?.AsObject());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw ArmException.BadRequest("InvalidRequestContent", $"The request content was invalid and could not be deserialized: '{error.Message}'.");
        }
    }
}
