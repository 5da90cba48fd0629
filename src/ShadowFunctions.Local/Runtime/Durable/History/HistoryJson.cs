using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The stored form of history lines and failures.</summary>
internal static class HistoryJson
{
    private static readonly JsonSerializerOptions Compact = Create(indented: false);
    private static readonly JsonSerializerOptions Indented = Create(indented: true);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Compact);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Compact)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    /// <summary>The same with line breaks. Raw payloads take the layout of the whole by going through nodes.</summary>
    public static string WriteReadable<T>(T value) =>
        JsonSerializer.SerializeToNode(value, Compact)!.ToJsonString(Indented);

    private static JsonSerializerOptions Create(bool indented) => new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = indented,
    };
}
