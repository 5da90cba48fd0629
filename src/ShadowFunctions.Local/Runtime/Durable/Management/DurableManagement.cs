using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The HTTP management routes that a Functions host with the Durable extension serves.</summary>
public static class DurableManagement
{
    /// <summary>Where the routes begin.</summary>
    public const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>
    /// Maps the routes for the <see cref="DurableEngine"/> among the services. They are not guarded: the caller adds its key
    /// check to the result, or serves them on loopback only.
    /// </summary>
    public static IEndpointConventionBuilder MapDurableManagement(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder group = endpoints.MapGroup(BasePath);
        group.MapPost("/orchestrators/{function}/{id?}", ManagementStart.StartAsync);
        group.MapGet("/instances/{id}", ManagementStatus.Get);
        group.MapGet("/instances", ManagementStatus.List);
        group.MapDelete("/instances/{id}", ManagementPurge.PurgeOneAsync);
        group.MapDelete("/instances", ManagementPurge.PurgeManyAsync);
        group.MapPost("/instances/{id}/raiseEvent/{eventName}", ManagementCommands.RaiseEventAsync);
        group.MapPost("/instances/{id}/terminate", ManagementCommands.TerminateAsync);
        group.MapPost("/instances/{id}/suspend", ManagementCommands.SuspendAsync);
        group.MapPost("/instances/{id}/resume", ManagementCommands.ResumeAsync);
        group.MapPost("/instances/{id}/restart", ManagementCommands.RestartAsync);
        group.MapPost("/instances/{id}/rewind", () => Results.Problem(
            "This runtime cannot rewind; restart the instance instead.", statusCode: StatusCodes.Status501NotImplemented));
        return group;
    }
}
