using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShadowFunctions;

/// <summary>One set of JSON settings for HTTP, durable payloads and stored documents: camelCase, names for enums, nulls left out.</summary>
public static class ShadowJson
{
    /// <summary>The settings; read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Create(strict: false);

    /// <summary>The same for request bodies: a field that does not exist is a mistake, not something to ignore.</summary>
    public static JsonSerializerOptions Strict { get; } = Create(strict: true);

    /// <summary>Applies the settings to options that a framework owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create(bool strict)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.UnmappedMemberHandling = strict ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
