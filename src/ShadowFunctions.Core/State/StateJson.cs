using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShadowFunctions.Core.State;

/// <summary>
/// How documents are written: System.Text.Json web defaults, enums by name. Everything outside ASCII is escaped, so one character is one
/// byte and a text may be cut anywhere. NaN and infinities pass, because a document with one of them must not stop a cycle.
/// </summary>
public static class StateJson
{
    /// <summary>Largest document, bytes of JSON.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The options of every stored document.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The JSON text of a document.</summary>
    /// <exception cref="ArgumentException">The document is larger than <see cref="MaxBytes"/>.</exception>
    public static string Write<T>(string kind, string partition, string id, T value)
    {
        var json = JsonSerializer.Serialize(value, Options);
        return json.Length <= MaxBytes
            ? json
            : throw new ArgumentException(
                $"value of {kind} '{partition}/{id}' is {json.Length} bytes of JSON; the limit is {MaxBytes}. Split it into several documents.", nameof(value));
    }

    /// <summary>The document of a JSON text.</summary>
    /// <exception cref="InvalidDataException">The stored text is not a document of this type.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new InvalidDataException($"A stored {typeof(T).Name} is JSON null; remove the document and let the next cycle write it again.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A stored document is not a {typeof(T).Name}: {e.Message}", e);
        }
    }
}
