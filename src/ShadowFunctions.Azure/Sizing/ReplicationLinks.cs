using System.Text.Json;
using Azure;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Reads where a database replicates to, with the identity that only reads.</summary>
internal static class ReplicationLinks
{
    private const string Version = "2023-08-01";

    /// <summary>Geo secondaries of the database; named and standby replicas have sizes of their own and are left alone.</summary>
    /// <exception cref="CloudRefusedException">A secondary is not told by its resource id (code <c>SecondaryNotTold</c>).</exception>
    public static async Task<IReadOnlyList<string>> SecondariesAsync(AzureConnection connection, Store store, CancellationToken cancellationToken)
    {
        var path = $"{store.ResourceId}/replicationLinks?api-version={Version}";
        var response = await ArmRest.SendAsync(connection, RequestMethod.Get, path, null, cancellationToken, connection.ReadPipeline);
        if (response.IsError)
        {
            throw new RequestFailedException(response);
        }

        var body = response.Content.ToObjectFromJson<JsonElement>();
        List<string> ids = [];
        foreach (var link in body.TryGetProperty("value", out var links) && links.ValueKind == JsonValueKind.Array ? links.EnumerateArray() : default)
        {
            if (link.TryGetProperty("properties", out var properties) && Is(properties, "role", "Primary") && (Text(properties, "linkType") is null || Is(properties, "linkType", "GEO")))
            {
                ids.Add(Text(properties, "partnerDatabaseId") is { Length: > 0 } id
                    ? id
                    : throw new CloudRefusedException(
                        $"Store '{store.Id}' replicates to '{Text(properties, "partnerDatabase")}' on '{Text(properties, "partnerServer")}', whose resource id is not told; name it in preAllocation.geoSecondaryResourceId.")
                    {
                        ErrorCode = "SecondaryNotTold",
                    });
            }
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static bool Is(JsonElement properties, string name, string value) => string.Equals(Text(properties, name), value, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
