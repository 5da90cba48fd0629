using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Requests to ARM that no resource client covers.</summary>
internal static class ArmRest
{
    /// <summary>A list that links in a circle must not be read for ever.</summary>
    private const int MostPages = 1000;

    /// <summary>Sends one request; an error status is an answer, not an exception.</summary>
    /// <param name="connection">Credential, transport and endpoint.</param>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">Resource id and query, with <c>api-version</c>.</param>
    /// <param name="body">JSON body; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="pipeline">Whose identity is taken; null takes the one that changes production.</param>
    public static async Task<Response> SendAsync(
        AzureConnection connection, RequestMethod method, string pathAndQuery, byte[]? body, CancellationToken cancellationToken, HttpPipeline? pipeline = null)
    {
        pipeline ??= connection.ArmPipeline;
        var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri(connection.ArmEndpoint, pathAndQuery));
        request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(body);
        }

        return await pipeline.SendRequestAsync(request, cancellationToken);
    }

    /// <summary>GETs JSON; null when there is nothing at that address.</summary>
    /// <exception cref="RequestFailedException">Any other error status.</exception>
    public static async Task<JsonElement?> GetAsync(
        AzureConnection connection, string pathAndQuery, CancellationToken cancellationToken, HttpPipeline? pipeline = null)
    {
        var response = await SendAsync(connection, RequestMethod.Get, pathAndQuery, null, cancellationToken, pipeline);
        return response.Status == 404 ? null : Body(response);
    }

    /// <summary>GETs JSON with the identity that only reads.</summary>
    /// <exception cref="RequestFailedException">An error status.</exception>
    public static async Task<JsonElement> ReadAsync(AzureConnection connection, string pathAndQuery, CancellationToken cancellationToken) =>
        Body(await SendAsync(connection, RequestMethod.Get, pathAndQuery, null, cancellationToken, connection.ReadPipeline));

    /// <summary>All elements of a list, page by page, with the identity that only reads. The links are followed as they are given.</summary>
    /// <exception cref="RequestFailedException">An error status.</exception>
    public static async IAsyncEnumerable<JsonElement> ListAsync(
        AzureConnection connection, string pathAndQuery, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = pathAndQuery;
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            var body = await ReadAsync(connection, next, cancellationToken);
            foreach (var each in body.Each("value"))
            {
                yield return each;
            }

            next = body.Text("nextLink") is { Length: > 0 } link ? link : null;
        }
    }

    private static JsonElement Body(Response response) =>
        response.IsError ? throw new RequestFailedException(response) : response.Content.ToObjectFromJson<JsonElement>();
}
