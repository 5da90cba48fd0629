using Microsoft.AspNetCore.Http;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Steers instances over HTTP: 202 when stored, 404 for an unknown instance, 410 for an ended one.</summary>
internal static class ManagementCommands
{
    public static async Task<IResult> RaiseEventAsync(
        HttpRequest request, DurableEngine engine, string id, string eventName, CancellationToken cancellationToken)
    {
        if (await ManagementStart.ReadJsonAsync(request, cancellationToken) is not (true, var payload))
        {
            return ManagementStart.NotJson();
        }

        return await WhenLiveAsync(
            engine, id, () => engine.Client.RaiseEventJsonAsync(id, eventName, payload, cancellationToken));
    }

    public static Task<IResult> TerminateAsync(
        DurableEngine engine, string id, string? reason, CancellationToken cancellationToken) =>
        WhenLiveAsync(engine, id, () => engine.Client.TerminateInstanceAsync(id, (object?)reason, cancellationToken));

    public static Task<IResult> SuspendAsync(
        DurableEngine engine, string id, string? reason, CancellationToken cancellationToken) =>
        WhenLiveAsync(engine, id, () => engine.Client.SuspendInstanceAsync(id, reason, cancellationToken));

    public static Task<IResult> ResumeAsync(
        DurableEngine engine, string id, string? reason, CancellationToken cancellationToken) =>
        WhenLiveAsync(engine, id, () => engine.Client.ResumeInstanceAsync(id, reason, cancellationToken));

    public static async Task<IResult> RestartAsync(
        HttpRequest request,
        DurableEngine engine,
        string id,
        CancellationToken cancellationToken,
        bool restartWithNewInstanceId = true)
    {
        if (engine.Reader.FindInstance(id) is null)
        {
            return Results.NotFound();
        }

        try
        {
            string instanceId = await engine.Client.RestartAsync(id, restartWithNewInstanceId, cancellationToken);
            ManagementPayload payload = ManagementPayload.For(request, instanceId);
            return Results.Accepted(payload.StatusQueryGetUri, payload);
        }
        catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException exception)
        {
            return Results.Conflict(new { message = exception.Message });
        }
    }

    private static async Task<IResult> WhenLiveAsync(DurableEngine engine, string id, Func<Task> commandAsync)
    {
        if (engine.Reader.FindInstance(id) is not { } row)
        {
            return Results.NotFound();
        }

        if (row.IsEnded)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        await commandAsync();
        return Results.Accepted();
    }
}
