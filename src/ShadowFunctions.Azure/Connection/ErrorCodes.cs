using System.Text.Json;
using Azure;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The code in an error of the platform that says most. The envelope is ARM's (<c>error.code</c>, with <c>details</c> and
/// <c>innererror</c>), or the bare one of older services. A wrapper such as <c>Conflict</c> says less than what it wraps.
/// </summary>
internal static class ErrorCodes
{
    private const int Deepest = 4;

    private static readonly string[] Wrappers = ["Conflict", "BadRequest", "InternalServerError", "DeploymentFailed", "ResourceOperationFailure"];

    /// <summary>The code; null when the answer has none.</summary>
    public static string? Of(RequestFailedException error)
    {
        var codes = Read(error).Prepend(error.ErrorCode).Where(c => !string.IsNullOrWhiteSpace(c)).ToList();
        return codes.Find(c => !Wrappers.Contains(c, StringComparer.OrdinalIgnoreCase)) ?? codes.FirstOrDefault();
    }

    private static IEnumerable<string?> Read(RequestFailedException error)
    {
        if (error.GetRawResponse() is not { ContentStream: not null } response)
        {
            return [];
        }

        try
        {
            var body = response.Content.ToObjectFromJson<JsonElement>();
            return [.. Walk(body.Member("error") is { ValueKind: JsonValueKind.Object } inner ? inner : body, Deepest)];
        }
        catch (JsonException)
        {
            // A gateway's page: it has no code.
            return [];
        }
    }

    private static IEnumerable<string?> Walk(JsonElement error, int depth)
    {
        if (depth == 0)
        {
            return [];
        }

        var below = error.Each("details").Append(error.Member("innererror")).Append(error.Member("innerError"));
        return below.SelectMany(e => Walk(e, depth - 1)).Prepend(error.Text("code") ?? error.Number("code")?.ToString("0", System.Globalization.CultureInfo.InvariantCulture));
    }
}
