using System.Globalization;
using System.Text.Json;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Reads members of the platform's answers. What is absent, null or of another kind than expected is not told, and no error.</summary>
internal static class JsonMembers
{
    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text member.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A number, also one that is written as text.</summary>
    public static double? Number(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>The elements of a list; none where there is no list.</summary>
    public static IReadOnlyList<JsonElement> Each(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>True when a text member has the value, whatever the case.</summary>
    public static bool Is(this JsonElement element, string name, string value) => string.Equals(element.Text(name), value, StringComparison.OrdinalIgnoreCase);
}
