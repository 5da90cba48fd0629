using System.Globalization;
using System.Text.Json;

namespace Azure.Monitor.Query;

/// <summary>Reads optional members; missing, null or of an unexpected kind reads as "not there".</summary>
internal static class JsonReading
{
    /// <summary>The member, or an undefined element that every other method here reads as empty.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    public static string Text(this JsonElement element, string name)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public static double? Real(this JsonElement element, string name)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    public static T[] List<T>(this JsonElement element, string name, Func<JsonElement, T> read)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(read)] : [];
    }
}
