using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Reads one page of a list: <c>value</c> holds the items, <c>nextLink</c> the address of the next page.</summary>
internal sealed class PageReader<T>(SqlRest rest, Func<HttpMessage> first, Func<JsonElement, T> read)
{
    /// <param name="link">Link of the page; null reads the first one.</param>
    /// <param name="async">Whether the pipeline may leave the calling thread.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async ValueTask<Page<T>> ReadAsync(string link, bool async, CancellationToken cancellationToken)
    {
        HttpMessage message = link is null ? first() : rest.Follow(link);
        Response response = await rest.SendAsync(message, async, cancellationToken, 200);
        JsonElement body = SqlRest.Body(response);
        JsonElement items = body.Member("value");
        T[] values = items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().Select(read)] : [];
        return Page<T>.FromValues(values, body.Text("nextLink"), response);
    }
}
