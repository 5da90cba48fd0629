using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a look at the inventory finds. Pure; stores that their owner listed are left alone.</summary>
/// <param name="Found">Resources that no store stands for yet, each with a free id.</param>
/// <param name="Seen">Stores that the look changes, or whose resource was not found: with the resource, null when there is none.</param>
public sealed record InventoryPlan(IReadOnlyList<(string StoreId, InventoryItem Item)> Found, IReadOnlyList<(string StoreId, InventoryItem? Item)> Seen)
{
    /// <summary>How long a store is kept whose resource is no longer found.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(7);

    private const int LongestId = 63;

    /// <summary>Works out what to do.</summary>
    public static InventoryPlan Of(IReadOnlyList<Store> stores, IReadOnlyList<InventoryItem> items, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(items);
        var byResource = stores.ToLookup(s => s.ResourceId.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        var there = items.ToDictionary(i => i.ResourceId.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
        var taken = stores.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var found = there.Where(i => !byResource.Contains(i.Key)).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => (FreeId(i.Value, taken), i.Value)).ToList();
        var seen = stores.Where(s => s.Discovered).Select(s => (Store: s, Item: there.GetValueOrDefault(s.ResourceId.TrimEnd('/'))))
            .Where(s => s.Item is null || After(s.Store, s.Item, now) != s.Store);
        return new InventoryPlan(found, [.. seen.Select(s => (s.Store.Id, s.Item))]);
    }

    /// <summary>
    /// The store after the look: back again, missing from now on, or with other tags. Asked again on the newest version of the store, because its
    /// owner may have listed it since.
    /// </summary>
    /// <param name="store">The store as it is now.</param>
    /// <param name="item">Its resource; null when it was not found.</param>
    /// <param name="now">When it was looked for, UTC.</param>
    public static Store After(Store store, InventoryItem? item, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        return !store.Discovered ? store
            : item is null ? store with { MissingSince = store.MissingSince ?? now }
            : WithTags(store, item) with { MissingSince = null };
    }

    /// <summary>True when a store was missing for a week: its management ends. One that its owner listed is never given up.</summary>
    public static bool IsGone(Store store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store is { Discovered: true, MissingSince: { } since } && now - since >= KeptFor;
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
