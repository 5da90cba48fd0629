using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShadowFunctions.Api;

/// <summary>Reads JSON bodies so that every mistake names field, value and remedy.</summary>
internal static partial class RequestBody
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Reads a body that must be there.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, cancellationToken)
            ?? throw ApiException.Invalid("body", null, "Send a JSON object as the body.");
        return Bind<T>(document);
    }

    /// <summary>Reads a body that may be left out.</summary>
    public static async Task<T> ReadOrDefaultAsync<T>(HttpRequest request, T whenEmpty, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, cancellationToken);
        return document is null ? whenEmpty : Bind<T>(document);
    }

    /// <summary>Reads a JSON object whose shape somebody else defines.</summary>
    public static async Task<JsonElement> ReadLooseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var document = await ParseAsync(request, cancellationToken)
            ?? throw ApiException.Invalid("body", null, "Send a JSON object as the body.");
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw ApiException.Invalid("body", document.RootElement.ValueKind.ToString(), "Send a JSON object as the body.");
    }

    private static async Task<JsonDocument?> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(request, cancellationToken);
        if (bytes.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw ApiException.Invalid("body", $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}", "Send well-formed JSON.");
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
            {
                throw new ApiException(
                    StatusCodes.Status413PayloadTooLarge, "TooLarge", $"The body is larger than {MaxBytes} bytes; nothing was changed.",
                    [new FieldError("body", $"more than {MaxBytes} bytes", $"Send at most {MaxBytes} bytes.")]);
            }
        }

        return buffer.ToArray();
    }

    private static T Bind<T>(JsonDocument document)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Invalid("body", document.RootElement.ValueKind.ToString(), "Send a JSON object as the body.");
        }

        try
        {
            return document.Deserialize<T>(ShadowJson.Strict)!;
        }
        catch (JsonException e)
        {
            var field = e.Path is { Length: > 2 } path ? path[2..] : "";
            throw ApiException.Invalid(
                Missing(e, field) ?? [new FieldError(field.Length == 0 ? "body" : field, ValueAt(document.RootElement, field), Remedy(e, TypeAt(typeof(T), field)))]);
        }
    }

    private static string? ValueAt(JsonElement root, string path)
    {
        var element = root;
        foreach (var part in path.Split('.', '['))
        {
            var index = part.EndsWith(']') ? int.Parse(part.AsSpan(..^1), CultureInfo.InvariantCulture) : (int?)null;
            var found = index is { } i
                ? element.ValueKind == JsonValueKind.Array && i < element.GetArrayLength()
                : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(part, out _);
            if (!found)
            {
                return null;
            }

            element = index is { } at ? element[at] : element.GetProperty(part);
        }

        return element.GetRawText() is { Length: <= 200 } text ? text.Trim('"') : "(long value)";
    }

    /// <summary>One mistake per required field that the reader found missing; null when it stopped for another reason.</summary>
    private static IReadOnlyList<FieldError>? Missing(JsonException e, string at)
    {
        if (!e.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return null;
        }

        var prefix = at.Length == 0 ? "" : at + ".";
        return [.. MissingName().Matches(e.Message[(e.Message.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .Select(m => new FieldError(prefix + m.Groups[1].Value, null, "Add this field: it is missing and required."))];
    }

    private static string Remedy(JsonException e, Type? type) => e.Message.Contains("could not be mapped", StringComparison.Ordinal)
        ? "Remove this field: it is not part of the request."
        : $"Send a value of the right type{Expected(type)}.";

    /// <summary>The type of the field at a path of names and indexes; null when the path leads nowhere.</summary>
    private static Type? TypeAt(Type root, string path)
    {
        var type = root;
        foreach (var part in path.Split('.', '['))
        {
            var next = type.IsGenericType ? type.GetGenericArguments()[^1]
                : type.GetProperty(part, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType;
            if (next is null)
            {
                return null;
            }

            type = Nullable.GetUnderlyingType(next) ?? next;
        }

        return type;
    }

    private static string Expected(Type? type) => type switch
    {
        { IsEnum: true } => ": one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        _ when type == typeof(bool) => ": true or false",
        _ when type == typeof(double) => ": a number",
        _ when type == typeof(int) => ": a whole number",
        _ when type == typeof(string) => ": a text",
        _ when type == typeof(DateTimeOffset) => ": an ISO 8601 instant such as 2026-08-31T06:00:00Z",
        _ when type == typeof(DateTime) => ": a local ISO 8601 time without offset such as 2026-08-31T07:15:00",
        _ => "",
    };

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex MissingName();
}
