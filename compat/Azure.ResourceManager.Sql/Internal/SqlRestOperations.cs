using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Requests that every resource type has: change, delete, cancel an operation.</summary>
internal static class SqlRestOperations
{
    /// <summary>Sends a PUT or PATCH and wraps what was accepted; with <see cref="WaitUntil.Completed"/> polls to the end.</summary>
    public static async ValueTask<ArmOperation<T>> StartAsync<T>(
        this SqlRest rest, HttpMessage message, WaitUntil waitUntil, Func<Response, T> read, bool async, CancellationToken cancellationToken)
        where T : class
    {
        RequestMethod method = message.Request.Method;
        Uri uri = message.Request.Uri.ToUri();
        int[] accepted = method == RequestMethod.Put ? [200, 201, 202] : [200, 202];
        Response response = await rest.SendAsync(message, async, cancellationToken, accepted);
        SqlArmOperation<T> operation = new(new LongRunningOperation(rest.Pipeline, method, uri, response), read);
        if (waitUntil == WaitUntil.Completed)
        {
            _ = async
                ? await operation.WaitForCompletionAsync(cancellationToken)
                : operation.WaitForCompletion(cancellationToken);
        }

        return operation;
    }

    public static async ValueTask<ArmOperation> DeleteAsync(
        this SqlRest rest, ResourceIdentifier id, WaitUntil waitUntil, bool async, CancellationToken cancellationToken)
    {
        HttpMessage message = rest.Message(RequestMethod.Delete, id);
        Uri uri = message.Request.Uri.ToUri();
        Response response = await rest.SendAsync(message, async, cancellationToken, 200, 202, 204);
        SqlArmOperation operation = new(new LongRunningOperation(rest.Pipeline, RequestMethod.Delete, uri, response));
        if (waitUntil == WaitUntil.Completed)
        {
            _ = async
                ? await operation.WaitForCompletionResponseAsync(cancellationToken)
                : operation.WaitForCompletionResponse(cancellationToken);
        }

        return operation;
    }

    public static ValueTask<Response> CancelAsync(
        this SqlRest rest, ResourceIdentifier id, Guid operationId, bool async, CancellationToken cancellationToken) =>
        rest.SendAsync(
            rest.Message(RequestMethod.Post, $"{id}/operations/{operationId}/cancel"), async, cancellationToken, 200);

    /// <summary>Sends a GET that may find nothing: 404 is an answer, not an error.</summary>
    public static ValueTask<Response> FindAsync(
        this SqlRest rest, HttpMessage message, bool async, CancellationToken cancellationToken) =>
        rest.SendAsync(message, async, cancellationToken, 200, 404);
}
