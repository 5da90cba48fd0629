using System.Text.Json;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>What the local host takes from host.json.</summary>
/// <param name="RoutePrefix">The first part of every function's route, without slashes; empty for none. Default <c>api</c>.</param>
public sealed record HostJson(string RoutePrefix = "api")
{
    /// <summary>Reads <c>extensions.http.routePrefix</c>.</summary>
    /// <param name="path">The file, next to the app's assemblies.</param>
    /// <exception cref="FileNotFoundException">There is no such file; a Functions host would not start either.</exception>
    /// <exception cref="InvalidDataException">The file is not JSON, or the prefix is not text.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"host.json is missing at '{path}'; link it into the project with CopyToOutputDirectory.", path);
        }

        try
        {
            using var json = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.TryGetProperty("extensions", out var extensions)
                && extensions.TryGetProperty("http", out var http)
                && http.TryGetProperty("routePrefix", out var prefix)
                    ? new HostJson(prefix.GetString()?.Trim('/') ?? string.Empty)
                    : new HostJson();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The route of a function from the root of the host, with a leading slash.</summary>
    /// <param name="route">The route in the trigger; null means the function's name.</param>
    /// <param name="functionName">The function's name.</param>
    public string RouteOf(string? route, string functionName)
        => "/" + string.Join('/', new[] { RoutePrefix, (route ?? functionName).Trim('/') }.Where(part => part.Length > 0));
}
