using System.ClientModel.Primitives;
using System.Text.Json;
using Azure;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Keeps the SDK's long-running operation as text, and asks it once how far it has come, in any process.</summary>
internal static class ScaleTickets
{
    /// <summary>The operation as text; null when the platform gave nothing to poll.</summary>
    public static string? Write(Operation operation) =>
        operation.GetRehydrationToken() is { } token ? ModelReaderWriter.Write(token).ToString() : null;

    /// <summary>
    /// Polls once. Null when the ticket leads nowhere (unreadable, or its address has expired), which says nothing about the change.
    /// </summary>
    public static async Task<ScaleProgress?> PollAsync(AzureConnection connection, string ticket)
    {
        if (Read(ticket) is not { } token)
        {
            return null;
        }

        Operation operation;
        try
        {
            operation = await Operation.RehydrateAsync(connection.ArmPipeline, token, connection.ArmOptions);
        }
        catch (Exception error) when (error is ArgumentException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // A ticket of some other form than Azure.Core's own, or an answer that is none: the resource itself is asked.
            return null;
        }

        var response = operation.GetRawResponse();
        if (response.IsError)
        {
            // The SDK takes an error of the poll itself for the end of the change. It is not: either ask again, or look elsewhere.
            return response.Status is >= 400 and < 500 and not (401 or 408 or 429) ? null : throw new RequestFailedException(response);
        }

        if (State(response) == PlatformOperationState.Cancelled)
        {
            return new ScaleProgress(ScaleProgressState.Cancelled);
        }

        return operation.HasCompleted
            ? await EndAsync(operation, response)
            : new ScaleProgress(ScaleProgressState.InProgress, CloudErrors.RetryAfter(response));
    }

    private static async Task<ScaleProgress?> EndAsync(Operation operation, Response response)
    {
        try
        {
            _ = await operation.UpdateStatusAsync();
            return new ScaleProgress(ScaleProgressState.Succeeded);
        }
        catch (RequestFailedException error)
        {
            // The SDK takes whatever is neither running nor a success for a failure: a Location that ends with 204, an answer without a status.
            return State(response) == PlatformOperationState.Failed
                ? new ScaleProgress(ScaleProgressState.Failed, Error: $"{error.ErrorCode} {error.Message.Split('\n', 2)[0]}".Trim())
                : null;
        }
    }

    private static RehydrationToken? Read(string ticket)
    {
        try
        {
            return ModelReaderWriter.Read<RehydrationToken>(BinaryData.FromString(ticket));
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What the answer says of the operation; null when it says nothing.</summary>
    private static PlatformOperationState? State(Response response)
    {
        try
        {
            return response.Content.ToObjectFromJson<JsonElement>().Text("status") is { } status ? PlatformOperation.ParseState(status) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
