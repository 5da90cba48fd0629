using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>Writes a member only when it is set: what a PATCH does not mention stays as it is.</summary>
internal static class JsonWriting
{
    public static void Set(this Utf8JsonWriter writer, string name, string value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Set(this Utf8JsonWriter writer, string name, ResourceIdentifier value) =>
        writer.Set(name, value?.ToString());

    public static void Set(this Utf8JsonWriter writer, string name, DateTimeOffset? value) =>
        writer.Set(name, value?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));

    public static void Set(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } set)
        {
            writer.WriteBoolean(name, set);
        }
    }

    public static void Set(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    public static void Set(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } set)
        {
            writer.WriteNumber(name, set);
        }
    }

    public static void SetTags(this Utf8JsonWriter writer, IDictionary<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("tags");
        foreach ((string name, string value) in tags)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
