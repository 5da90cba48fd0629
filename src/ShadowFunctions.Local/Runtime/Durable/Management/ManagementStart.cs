using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Starts orchestrations over HTTP.</summary>
internal static class ManagementStart
{
    public static async Task<IResult> StartAsync(
        HttpRequest request, DurableEngine engine, string function, string? id, CancellationToken cancellationToken)
    {
        if (!engine.Registry.HasOrchestrator(function))
        {
            return Results.BadRequest(new
            {
                message = TaskRegistry.Unknown("orchestrator", function, engine.Registry.OrchestratorNames).Message,
            });
        }

        if (await ReadJsonAsync(request, cancellationToken) is not (true, var input))
        {
            return NotJson();
        }

        try
        {
            string instanceId = await engine.Client.StartAsync(
                new StartRequest(function) { InstanceId = id, Input = input }, cancellationToken);
            ManagementPayload payload = ManagementPayload.For(request, instanceId);
            request.HttpContext.Response.Headers.RetryAfter = "10";
            return Results.Accepted(payload.StatusQueryGetUri, payload);
        }
        catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException exception)
        {
            return Results.Conflict(new { message = exception.Message });
        }
    }

    /// <summary>The body as JSON text; null for an empty one.</summary>
    public static async Task<(bool IsJson, string? Json)> ReadJsonAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        using StreamReader body = new(request.Body);
        string text = await body.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return (true, null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return (true, document.RootElement.GetRawText());
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    public static IResult NotJson() => Results.BadRequest(new { message = "The body must be JSON or empty." });
}
