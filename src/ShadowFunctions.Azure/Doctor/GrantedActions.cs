using System.Text.Json;
using Azure.Core.Pipeline;
using ShadowFunctions.Azure.Connection;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>The actions the caller has at one scope, as the platform lists them: sets of actions, each less its exceptions.</summary>
/// <param name="permissions">The platform's list, <c>value</c> of Permissions – List For Resource.</param>
internal sealed class GrantedActions(JsonElement permissions)
{
    private readonly (string[] Actions, string[] Except)[] _sets =
        [.. permissions.EnumerateArray().Select(set => (Texts(set, "actions"), Texts(set, "notActions")))];

    /// <summary>What the identity of a pipeline may do at a scope; null when there is no such scope.</summary>
    public static async Task<GrantedActions?> AtAsync(AzureConnection connection, HttpPipeline pipeline, string scope, CancellationToken cancellationToken) =>
        await ArmRest.GetAsync(connection, $"{scope.TrimEnd('/')}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01", cancellationToken, pipeline)
            is { } answer && answer.TryGetProperty("value", out var sets)
            ? new GrantedActions(sets)
            : null;

    /// <summary>Those of some actions that are not granted.</summary>
    public IReadOnlyList<string> Lacking(params string[] needed) => [.. needed.Where(a => !Allow(a))];

    /// <summary>True when some set holds the action and does not except it.</summary>
    public bool Allow(string action) =>
        Array.Exists(_sets, set => Array.Exists(set.Actions, a => Covers(a, action)) && !Array.Exists(set.Except, a => Covers(a, action)));

    /// <summary>True when a granted action, where <c>*</c> stands for anything, covers the wanted one.</summary>
    internal static bool Covers(string granted, string wanted)
    {
        var parts = granted.Split('*');
        if (parts.Length == 1)
        {
            return granted.Equals(wanted, StringComparison.OrdinalIgnoreCase);
        }

        if (!wanted.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var next = wanted.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (next < 0)
            {
                return false;
            }

            at = next + part.Length;
        }

        return wanted.Length - at >= parts[^1].Length && wanted.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Texts(JsonElement set, string name) =>
        set.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(a => a.GetString() ?? "")] : [];
}
