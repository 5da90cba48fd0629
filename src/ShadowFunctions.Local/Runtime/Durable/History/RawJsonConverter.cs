using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Writes a text that is JSON already as it stands, so that stored histories stay readable. Reading drops line breaks.</summary>
internal sealed class RawJsonConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        string text = document.RootElement.GetRawText();
        return text.Contains('\n', StringComparison.Ordinal) ? JsonSerializer.Serialize(document.RootElement) : text;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(value);
        }
    }
}
