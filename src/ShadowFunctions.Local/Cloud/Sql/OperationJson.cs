using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Operations as ARM writes them. Databases and pools name their states differently, as the real ones do.</summary>
internal static class OperationJson
{
    public static JsonObject Entry(CloudResource resource, CloudOperation operation, DateTimeOffset now)
    {
        var state = operation.StateAt(now);
        var pool = resource.Kind == EmulatedResourceKind.ElasticPool;
        var properties = new JsonObject
        {
            [pool ? "elasticPoolName" : "databaseName"] = resource.Name,
            ["operation"] = operation.Operation,
            ["operationFriendlyName"] = pool ? "UPDATE" : operation.IsResize ? "ALTER DATABASE" : "CREATE DATABASE",
            ["percentComplete"] = PercentComplete(operation, now),
            ["serverName"] = resource.Server,
            ["startTime"] = ResourceJson.Time(operation.RequestedAt),
            ["state"] = pool ? PoolState(state) : state.ToString(),
            ["estimatedCompletionTime"] = ResourceJson.Time(operation.ReadyAt),
            ["description"] = Description(resource, operation),
            ["isCancellable"] = state == CloudOperationState.InProgress && operation.Fault is not { Cancellable: false },
        };
        if (state == CloudOperationState.Failed)
        {
            properties["errorCode"] = operation.Fault!.Code;
            properties["errorDescription"] = operation.Fault.Description;
            properties["errorSeverity"] = 16;
            properties["isUserError"] = operation.Fault.IsUserError;
        }

        return new JsonObject
        {
            ["id"] = $"{resource.Id}/operations/{operation.Id}",
            ["name"] = operation.Id.ToString(),
            ["type"] = $"{CloudIds.ResourceType(resource.Kind)}/operations",
            ["properties"] = properties,
        };
    }

    /// <summary>What an Azure-AsyncOperation URL answers.</summary>
    public static JsonObject Status(CloudOperation operation, DateTimeOffset now)
    {
        var state = operation.StateAt(now);
        var body = new JsonObject
        {
            ["name"] = operation.Id.ToString(),
            ["status"] = state == CloudOperationState.Cancelled ? "Canceled" : state.ToString(),
            ["startTime"] = ResourceJson.Time(operation.RequestedAt),
        };
        if (Failure(operation, state) is { } failure)
        {
            body["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message };
        }

        return body;
    }

    public static (string Code, string Message)? Failure(CloudOperation operation, CloudOperationState state) => state switch
    {
        CloudOperationState.Failed => ($"{operation.Fault!.Code}", operation.Fault.Description),
        CloudOperationState.Cancelled => ("OperationCancelled", "The operation has been cancelled by user."),
        _ => null,
    };

    private static string Description(CloudResource resource, CloudOperation operation)
    {
        if (resource.Kind == EmulatedResourceKind.Database)
        {
            return $"{operation.Operation} on '{resource.Name}', target ServiceLevelObjective {operation.To}";
        }

        var size = CloudWorld.SizeOf(resource.Kind, operation.To);
        var target = size.Family is null
            ? $"target Edition '{size.Tier}', target pool DTU {size.Capacity}"
            : $"target ServiceLevelObjective {operation.To}";
        return $"{operation.Operation} on pool '{resource.Name}', {target}";
    }

    private static int PercentComplete(CloudOperation operation, DateTimeOffset now)
    {
        if (operation.StateAt(now) != CloudOperationState.InProgress)
        {
            return operation.StateAt(now) == CloudOperationState.Succeeded ? 100 : 0;
        }

        return (int)Math.Clamp(100 * (now - operation.RequestedAt) / (operation.ReadyAt - operation.RequestedAt), 0, 99);
    }

    private static string PoolState(CloudOperationState state) => state switch
    {
        CloudOperationState.InProgress => "IN_PROGRESS",
        CloudOperationState.Succeeded => "COMPLETED",
        CloudOperationState.Failed => "FAILED",
        _ => "CANCELLED",
    };
}
