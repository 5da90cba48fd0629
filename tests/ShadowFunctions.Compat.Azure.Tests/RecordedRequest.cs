using System.Text.Json;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>A request as it left the pipeline.</summary>
internal sealed record RecordedRequest(string Method, Uri Uri, string? Body, string? Authorization)
{
    public string PathAndQuery => Uri.PathAndQuery;

    public JsonElement Json => JsonDocument.Parse(Body ?? "null").RootElement;

    /// <summary>A query parameter, decoded; null when absent.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2))
        .Where(pair => Uri.UnescapeDataString(pair[0]) == name)
        .Select(pair => Uri.UnescapeDataString(pair[1]))
        .SingleOrDefault();
}
