using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Reads an answer of the service about a long-running operation; pure.</summary>
internal static class PollAnswer
{
    /// <summary>Where the first answer says to poll; none when it is already final.</summary>
    public static (HeaderSource Source, string Link) Source(RequestMethod method, Response response)
    {
        // A PATCH answered with 200 is done, whatever headers come along.
        if (method == RequestMethod.Patch && response.Status == 200)
        {
            return (HeaderSource.None, null);
        }

        if (response.Headers.TryGetValue("Operation-Location", out string link))
        {
            return (HeaderSource.OperationLocation, link);
        }

        if (response.Headers.TryGetValue("Azure-AsyncOperation", out link))
        {
            return (HeaderSource.AzureAsyncOperation, link);
        }

        return response.Headers.TryGetValue("Location", out link) ? (HeaderSource.Location, link) : (HeaderSource.None, null);
    }

    /// <summary>Whether the operation still runs, judged by the status code (Location) or by <c>status</c> in the body.</summary>
    public static PollOutcome Read(HeaderSource source, RequestMethod method, Response response)
    {
        if (source == HeaderSource.Location)
        {
            return response.Status == 202 ? PollOutcome.Running : Final(method, response);
        }

        return response.Status is < 200 or > 204 ? PollOutcome.Failed : Status(response)?.ToUpperInvariant() switch
        {
            null => PollOutcome.Failed,
            "SUCCEEDED" => PollOutcome.Succeeded,
            "FAILED" or "CANCELED" => PollOutcome.Failed,
            _ => PollOutcome.Running,
        };
    }

    /// <summary>Whether a status code means success for the request that started the operation.</summary>
    public static PollOutcome Final(RequestMethod method, Response response)
    {
        bool changes = method == RequestMethod.Put || method == RequestMethod.Patch;
        bool succeeded = response.Status == 200
            || (response.Status == 201 && method == RequestMethod.Put)
            || (response.Status == 204 && !changes);
        return succeeded ? PollOutcome.Succeeded : PollOutcome.Failed;
    }

    /// <summary>Address of the resource, where the status body names one.</summary>
    public static string ResourceLocation(Response response) => Body(response).Text("resourceLocation");

    private static string Status(Response response) => Body(response).Text("status");

    private static JsonElement Body(Response response) =>
        response.ContentStream is { Length: > 0 } ? SqlRest.Body(response) : default;
}
