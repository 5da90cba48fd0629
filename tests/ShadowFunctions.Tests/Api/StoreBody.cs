using System.Text.Json.Nodes;

namespace ShadowFunctions.Tests.Api;

/// <summary>Bodies of <c>PUT /api/stores/{id}</c>: a good one, and the same with one thing wrong.</summary>
internal static class StoreBody
{
    public const string Server = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-other/providers/Microsoft.Sql/servers/sql-other";

    public static string Good => With(null, null);

    /// <summary>A good body with one property replaced (or added).</summary>
    /// <param name="property">The property.</param>
    /// <param name="json">Its value as JSON; null removes it.</param>
    /// <param name="region">The region.</param>
    public static string With(string? property, string? json, string region = "westeurope")
    {
        var body = new JsonObject { ["resourceId"] = Server + "/databases/other", ["region"] = region };
        if (property is not null)
        {
            body.Remove(property);
            if (json is not null)
            {
                body[property] = JsonNode.Parse(json);
            }
        }

        return body.ToJsonString();
    }

    public static string Configuration(string part, string json) => With("configuration", $$"""{"{{part}}":{{json}}}""");
}
