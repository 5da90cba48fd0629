using System.Text.Json;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Does a lock stand in the way of a change of size? A CanNotDelete lock does not; a ReadOnly lock does.</summary>
public sealed class LockCheck(AzureConnection connection) : StoreCheck
{
    private const string Suffix = "/providers/Microsoft.Authorization/locks";

    /// <inheritdoc/>
    protected override async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.Mode == StoreMode.Recommend)
        {
            return Skip(store, "In Recommend mode nothing is changed.");
        }

        foreach (var scope in Scopes(store.ResourceId.TrimEnd('/')))
        {
            var answer = await ArmRest.GetAsync(connection, $"{scope}{Suffix}?api-version=2020-05-01", cancellationToken);
            if (answer is { } list && list.TryGetProperty("value", out var locks)
                && locks.EnumerateArray().FirstOrDefault(l => IsReadOnly(l) && AppliesTo(l, store.ResourceId)) is { ValueKind: JsonValueKind.Object } found)
            {
                return Fail(store, $"The ReadOnly lock '{Text(found, "id")}' stops every change of size.",
                    "Remove the lock, replace it by a CanNotDelete lock, or set the store's mode to Recommend.");
            }
        }

        return Pass(store, "No ReadOnly lock.");
    }

    /// <summary>The resource, its server and its resource group: a lock on any of them holds for the resource.</summary>
    private static IEnumerable<string> Scopes(string resourceId)
    {
        var parts = resourceId.Split('/');
        yield return resourceId;
        yield return string.Join('/', parts[..^2]);
        yield return string.Join('/', parts[..5]);
    }

    private static bool IsReadOnly(JsonElement found) =>
        found.TryGetProperty("properties", out var p) && string.Equals(Text(p, "level"), "ReadOnly", StringComparison.OrdinalIgnoreCase);

    /// <summary>A list may hold locks of sibling resources; a lock's own id says what it is on.</summary>
    private static bool AppliesTo(JsonElement found, string resourceId)
    {
        var id = Text(found, "id");
        var end = id.LastIndexOf(Suffix, StringComparison.OrdinalIgnoreCase);
        return end > 0 && AllowList.IsOrIsBelow(resourceId, id[..end]);
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
