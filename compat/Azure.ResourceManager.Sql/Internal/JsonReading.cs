using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>
/// Reads optional members. A member that is missing, null or of an unexpected kind reads as "not there":
/// the service may add and drop members within one API version.
/// </summary>
internal static class JsonReading
{
    /// <summary>The member, or an undefined element that every other method here reads as empty.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    public static bool IsObject(this JsonElement element) => element.ValueKind == JsonValueKind.Object;

    public static string Text(this JsonElement element, string name)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    public static bool? Flag(this JsonElement element, string name) => element.Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static double? Real(this JsonElement element, string name)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    public static int? Int(this JsonElement element, string name) =>
        element.Long(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>A whole number; also accepts the quoted numbers of the 2014 API.</summary>
    public static long? Long(this JsonElement element, string name)
    {
        JsonElement value = element.Member(name);
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out long number) => number,
            JsonValueKind.String when long.TryParse(value.GetString(), CultureInfo.InvariantCulture, out long number) => number,
            _ => null,
        };
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    public static Guid? Guid(this JsonElement element, string name) =>
        System.Guid.TryParse(element.Text(name), out Guid value) ? value : null;

    public static ResourceIdentifier Id(this JsonElement element, string name) =>
        element.Text(name) is { Length: > 0 } text ? new ResourceIdentifier(text) : null;

    /// <summary>A value type made from a text member, such as a status.</summary>
    public static T? Value<T>(this JsonElement element, string name, Func<string, T> make)
        where T : struct =>
        element.Text(name) is { } text ? make(text) : null;

    public static Dictionary<string, string> Tags(this JsonElement element)
    {
        Dictionary<string, string> tags = [];
        JsonElement value = element.Member("tags");
        if (value.IsObject())
        {
            foreach (JsonProperty tag in value.EnumerateObject())
            {
                tags[tag.Name] = tag.Value.GetString();
            }
        }

        return tags;
    }
}
