using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Payloads as JSON: web defaults (camelCase, case-insensitive reading) and enums as text.</summary>
public sealed class JsonDataConverter : DataConverter
{
    private readonly JsonSerializerOptions _options;

    /// <summary>Creates a converter.</summary>
    /// <param name="options">Other JSON rules; null takes the defaults named above.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? DefaultOptions;

    /// <summary>The default JSON rules.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <inheritdoc/>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), _options);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The text does not fit the type.</exception>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);

    /// <inheritdoc/>
    public override T? Deserialize<T>(string? data)
        where T : default => data is null ? default : JsonSerializer.Deserialize<T>(data, _options);
}
