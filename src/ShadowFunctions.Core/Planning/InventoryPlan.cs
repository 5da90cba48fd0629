using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a look at the inventory changes. Pure; stores that their owner listed are left alone.</summary>
/// <param name="Found">Resources that no store stands for yet, each with a free id.</param>
/// <param name="Changed">Stores that are to be written: back again, missing from now on, or with other tags.</param>
/// <param name="NewlyMissing">Of the changed, those whose resource was there the time before.</param>
/// <param name="Gone">Stores that were missing for a week: their management ends.</param>
public sealed record InventoryPlan(
    IReadOnlyList<(string StoreId, InventoryItem Item)> Found, IReadOnlyList<Store> Changed, IReadOnlyList<Store> NewlyMissing, IReadOnlyList<Store> Gone)
{
    /// <summary>How long a store is kept whose resource is no longer found.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(7);

    private const int LongestId = 63;

    /// <summary>Works out the changes.</summary>
    public static InventoryPlan Of(IReadOnlyList<Store> stores, IReadOnlyList<InventoryItem> items, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(items);
        var byResource = stores.ToLookup(s => s.ResourceId.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        var there = items.ToDictionary(i => i.ResourceId.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        var taken = stores.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var found = there.Where(i => !byResource.Contains(i.Key)).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => (FreeId(i.Value, taken), i.Value)).ToList();
        var discovered = stores.Where(s => s.Discovered).ToList();
        var lost = discovered.Where(s => !there.ContainsKey(s.ResourceId.TrimEnd('/'))).ToList();
        var missing = lost.Where(s => s.MissingSince is null).Select(s => s with { MissingSince = now }).ToList();
        var known = discovered.Where(s => there.ContainsKey(s.ResourceId.TrimEnd('/')))
            .Select(s => (Before: s, After: WithTags(s, there[s.ResourceId.TrimEnd('/')]) with { MissingSince = null }))
            .Where(s => s.Before != s.After).Select(s => s.After);
        return new InventoryPlan(found, [.. known, .. missing], missing, [.. lost.Where(s => s.MissingSince is { } since && now - since >= KeptFor)]);
    }

    /// <summary>What the tags say goes; what they do not say stays.</summary>
    public static Store WithTags(Store store, InventoryItem item)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(item);
        var settings = store.Configuration.PreAllocation;
        var (minimum, maximum) = (item.MinimumSize ?? settings.MinimumSize, item.MaximumSize ?? settings.MaximumSize);
        var changed = minimum == settings.MinimumSize && maximum == settings.MaximumSize
            ? store
            : store with { Configuration = store.Configuration with { PreAllocation = settings with { MinimumSize = minimum, MaximumSize = maximum } } };
        return item.Mode is { } mode ? changed with { Mode = mode } : changed;
    }

    /// <summary>The resource's own name; one that is taken gets the server's name before it, then a number behind it.</summary>
    private static string FreeId(InventoryItem item, HashSet<string> taken)
    {
        var parts = item.ResourceId.Trim('/').Split('/');
        var (name, server) = (Clean(parts[^1]), parts.Length > 2 ? Clean(parts[^3]) : "");
        var id = taken.Contains(name) ? Cut($"{server}-{name}") : name;
        var whole = id;
        for (var number = 2; !taken.Add(id); number++)
        {
            id = $"{Cut(whole, LongestId - 5)}-{number}";
        }

        return id;
    }

    private static string Clean(string name)
    {
        var text = Cut(new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-'));
        return text.Length == 0 ? "store" : text;
    }

    private static string Cut(string text, int most = LongestId) => text.Length > most ? text[..most].TrimEnd('-') : text;
}
