using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Cloud;

/// <summary>An answer: status, JSON body, headers.</summary>
internal sealed record CloudAnswer(int Status, JsonNode? Body = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Writes a large body piece by piece; null when <see cref="Body"/> is the body.</summary>
    public Func<Stream, CancellationToken, Task>? Stream { get; init; }

    public static CloudAnswer Ok(JsonNode? body) => new(200, body);

    public static CloudAnswer Error(int status, string code, string message) => new(status, new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    });
}
