using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Deletes ended instances over HTTP.</summary>
internal static class ManagementPurge
{
    public static async Task<IResult> PurgeOneAsync(DurableEngine engine, string id, CancellationToken cancellationToken) =>
        Answer(await engine.Client.PurgeInstanceAsync(id, null, cancellationToken));

    public static async Task<IResult> PurgeManyAsync(
        DurableEngine engine,
        DateTimeOffset? createdTimeFrom,
        DateTimeOffset? createdTimeTo,
        string? runtimeStatus,
        CancellationToken cancellationToken)
    {
        if (createdTimeFrom is null
            || !ManagementStatus.TryParseStatuses(runtimeStatus, out OrchestrationRuntimeStatus[]? statuses))
        {
            return Results.BadRequest(new
            {
                message = $"createdTimeFrom '{createdTimeFrom}' must be a time and runtimeStatus '{runtimeStatus}' a list of statuses.",
            });
        }

        PurgeInstancesFilter filter = new(createdTimeFrom, createdTimeTo, statuses);
        return Answer(await engine.Client.PurgeAllInstancesAsync(filter, null, cancellationToken));
    }

    private static IResult Answer(PurgeResult result) => result.PurgedInstanceCount == 0
        ? Results.NotFound()
        : Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
}
