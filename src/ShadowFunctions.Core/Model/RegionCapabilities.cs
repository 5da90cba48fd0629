namespace ShadowFunctions.Core.Model;

/// <summary>What a region sells to a subscription.</summary>
/// <param name="SubscriptionId">The subscription.</param>
/// <param name="Region">The region, for example <c>westeurope</c>.</param>
/// <param name="ReadAt">When it was read, UTC.</param>
/// <param name="Sizes">Every size it tells of, sold or not.</param>
public sealed record RegionCapabilities(string SubscriptionId, string Region, DateTimeOffset ReadAt, IReadOnlyList<RegionSize> Sizes)
{
    /// <summary>
    /// A ladder as the region has it: what is not sold is marked, limits are the region's, and sizes newer than the ladder are added with
    /// price and limits by their known neighbours (<see cref="SizeEstimate"/>). A series that the region does not mention is not sold;
    /// a region that tells nothing at all of single databases, or of pools, leaves their ladders as they are.
    /// </summary>
    public SizeLadder Apply(SizeLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        var pool = ladder.Name.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal);
        if (Sizes.All(s => s.Pool != pool))
        {
            return ladder;
        }

        var series = ladder.Sizes.Select(s => s.SkuName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var told = Sizes.Where(s => s.Pool == pool && series.Contains(s.Series)).DistinctBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        var known = ladder.Sizes.Select(s => told.TryGetValue(s.Name, out var size) ? Override(s, size) : s with { NotOffered = $"not sold in {Region}" });
        // A list of the owner's is what it is; only a whole series takes up what is new.
        var whole = ladder.Name == (pool ? SizeCatalog.PoolPrefix : "") + ladder.Smallest.SkuName;
        var newer = told.Values.Where(s => whole && !ladder.Contains(s.Name)).Select(s => Override(SizeEstimate.Of(ladder.Sizes, s.Name, s.Series, s.Capacity), s));
        return new SizeLadder(ladder.Name, [.. known.Concat(newer).OrderBy(s => s.VCores)]);
    }

    private ComputeSize Override(ComputeSize size, RegionSize told) => size with
    {
        NotOffered = told.Refused is { } why ? $"not sold in {Region}: {why}" : null,
        Limits = told.Storage.Count > 0 ? size.Limits with { StorageBytes = told.Storage.Max(r => r.MaxBytes) } : size.Limits,
        Storage = told.Storage.Count > 0 ? told.Storage : size.Storage,
        MinVCores = told.MinVCores.Count > 0 ? told.MinVCores[0] : size.MinVCores,
        MinVCoreChoices = told.MinVCores.Count > 0 ? told.MinVCores : size.MinVCoreChoices,
        PauseDelays = told.PauseDelays ?? size.PauseDelays,
        PerDatabase = told.PerDatabase.Count > 0 ? told.PerDatabase : size.PerDatabase,
    };
}
