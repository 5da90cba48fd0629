namespace ShadowFunctions.Azure.Connection;

/// <summary>The production resources that may be changed. An entry allows itself and everything below it.</summary>
/// <param name="entries">Resource ids; compared without regard to case, at the boundaries of path segments.</param>
public sealed class AllowList(IEnumerable<string> entries)
{
    private readonly string[] _entries = [.. entries.Select(e => e.TrimEnd('/'))];

    /// <summary>True when <paramref name="resourceId"/> is an entry or lies below one.</summary>
    public bool Allows(string resourceId) => Array.Exists(_entries, entry => IsOrIsBelow(resourceId, entry));

    internal static bool IsOrIsBelow(string resourceId, string ancestor) =>
        resourceId.StartsWith(ancestor, StringComparison.OrdinalIgnoreCase)
        && (resourceId.Length == ancestor.Length || resourceId[ancestor.Length] == '/');
}
