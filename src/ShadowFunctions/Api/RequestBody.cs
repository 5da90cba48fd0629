using System.Text.Json;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>Reads JSON bodies so that every mistake names field, value and remedy.</summary>
internal static class RequestBody
{
    private const int MaxBytes = 256 * 1024;

    private static readonly Type[] Enums =
        [typeof(StoreKind), typeof(StoreMode), typeof(MaskingKind), typeof(ScenarioSource), typeof(QueryClass), typeof(WorkloadSource)];

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
            var field = e.Path is { Length: > 2 } path ? path[2..] : "body";
            throw ApiException.Invalid(field, ValueAt(document.RootElement, field), Remedy(e));
        }
    }

    private static string? ValueAt(JsonElement root, string path)
    {
        var element = root;
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.GetRawText() is { Length: <= 200 } text ? text.Trim('"') : "(long value)";
    }

    private static string Remedy(JsonException e)
    {
        if (e.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return "Add the missing required fields: " + e.Message[(e.Message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.') + ".";
        }

        if (e.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return "Remove this field: it is not part of the request.";
        }

        return "Send a value of the right type" + Expected(e.Message) + ".";
    }

    private static string Expected(string message)
    {
        foreach (var candidate in Enums)
        {
            if (message.Contains(candidate.FullName!, StringComparison.Ordinal))
            {
                return ": one of " + string.Join(", ", Enum.GetNames(candidate).Select(JsonNamingPolicy.CamelCase.ConvertName));
            }
        }

        return message.Contains("System.Boolean", StringComparison.Ordinal) ? ": true or false"
            : message.Contains("System.Double", StringComparison.Ordinal) ? ": a number"
            : message.Contains("System.Int32", StringComparison.Ordinal) ? ": a whole number"
            : message.Contains("System.DateTime", StringComparison.Ordinal) ? ": an ISO 8601 instant such as 2026-08-31T06:00:00Z"
            : message.Contains("System.String", StringComparison.Ordinal) ? ": a text"
            : "";
    }
}
