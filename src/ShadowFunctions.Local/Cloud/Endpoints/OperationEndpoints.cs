using System.Text.Json.Nodes;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Operations of databases and pools: list, cancel, and the two URLs a client polls.</summary>
internal static class OperationEndpoints
{
    private const string Server = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Sql/servers/{server}";
    private const string Location = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Sql/locations/{location}";

    public static void Map(EndpointMap map)
    {
        foreach (var (kind, prefix) in new[] { (EmulatedResourceKind.Database, "database"), (EmulatedResourceKind.ElasticPool, "elasticPool") })
        {
            var resource = $"{Server}/{CloudIds.Collection(kind)}/{{name}}/operations";
            map.Add("GET", resource, CloudRequestKind.ListOperations, ApiVersions.SqlOperations, (w, f, r) => List(w, f, r, kind));
            map.Add("POST", $"{resource}/{{operation}}/cancel", CloudRequestKind.CancelOperation, ApiVersions.SqlOperations, (w, f, r) => Cancel(w, f, r, kind));
            map.Add("GET", $"{Location}/{prefix}AzureAsyncOperation/{{operation}}", CloudRequestKind.GetOperationStatus, ApiVersions.Sql, Status);
            map.Add("GET", $"{Location}/{prefix}OperationResults/{{operation}}", CloudRequestKind.GetOperationResult, ApiVersions.Sql, Result);
        }
    }

    private static CloudAnswer List(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind)
    {
        var resource = DatabaseEndpoints.Required(world, request, kind);
        var entries = file.Operations(resource.Key).Select(o => (JsonNode)OperationJson.Entry(resource, o, world.Now));
        return CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray([.. entries]) });
    }

    private static CloudAnswer Cancel(CloudWorld world, CloudFile file, CloudRequest request, EmulatedResourceKind kind)
    {
        var resource = DatabaseEndpoints.Required(world, request, kind);
        var operation = Find(file, request);
        if (!operation.ResourceId.Equals(resource.Id, StringComparison.OrdinalIgnoreCase))
        {
            throw Unknown(request);
        }

        if (operation.StateAt(world.Now) != CloudOperationState.InProgress || !operation.IsResize || operation.Fault is { Cancellable: false })
        {
            throw new ArmException(409, "CannotCancelOperation",
                $"The operation {operation.Id} cannot be cancelled: it is {operation.StateAt(world.Now)}{(operation.IsResize ? "" : " and not a change of size")}.");
        }

        file.Save(operation with { CancelledAt = world.Now });
        _ = world.Save(resource with { State = StoreWorld.CancelResize(resource.State, world.Now) });
        return new CloudAnswer(200);
    }

    private static CloudAnswer Status(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var operation = Find(file, request);
        OperationUrls.Check(request, operation, world.Options);
        return CloudAnswer.Ok(OperationJson.Status(operation, world.Now)) with { Headers = RetryAfter(world, operation) };
    }

    private static CloudAnswer Result(CloudWorld world, CloudFile file, CloudRequest request)
    {
        var operation = Find(file, request);
        OperationUrls.Check(request, operation, world.Options);
        var state = operation.StateAt(world.Now);
        if (state == CloudOperationState.InProgress)
        {
            var body = new JsonObject { ["operation"] = operation.Operation, ["startTime"] = ResourceJson.Time(operation.RequestedAt) };
            var here = ("Location", $"{request.Origin}{request.Context.Request.Path}{request.Context.Request.QueryString}");
            return new CloudAnswer(202, body) { Headers = [here, .. RetryAfter(world, operation)] };
        }

        if (OperationJson.Failure(operation, state) is { } failure)
        {
            return CloudAnswer.Error(operation.Fault is { IsUserError: true } ? 400 : 409, failure.Code, failure.Message);
        }

        return world.Find(operation.ResourceId) is { } resource
            ? CloudAnswer.Ok(ResourceJson.Write(resource, file.LastOperation(resource.Key), world.Now, world.Options.Seed))
            : new CloudAnswer(204);
    }

    private static IReadOnlyList<(string, string)> RetryAfter(CloudWorld world, CloudOperation operation) =>
        operation.StateAt(world.Now) == CloudOperationState.InProgress ? [("Retry-After", $"{world.Options.RetryAfterSeconds}")] : [];

    private static CloudOperation Find(CloudFile file, CloudRequest request) =>
        Guid.TryParse(request.Route("operation"), out var id) && file.Operation(id) is { } operation ? operation : throw Unknown(request);

    private static ArmException Unknown(CloudRequest request) =>
        new(404, "OperationIdNotFound", $"The operation with ID {request.Route("operation")} does not exist.");
}
