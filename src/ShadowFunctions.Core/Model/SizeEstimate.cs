namespace ShadowFunctions.Core.Model;

/// <summary>What a size that no table has is likely to cost and to give, by the known sizes of the same hardware.</summary>
public static class SizeEstimate
{
    /// <summary>
    /// The size with price and limits of its neighbours. The price grows with the vCores, as every list price does, and is as
    /// sure as theirs. Between two known sizes
    /// the limits grow with the vCores too, up to those of the larger neighbour, which is how the published formulas (so much per vCore, up to a
    /// cap) go; data sizes come in steps and stay those of the smaller one. Beyond the largest no limit is promised that the largest has not.
    /// </summary>
    /// <param name="known">Sizes that are known; those of <paramref name="series"/> are taken, or all where it has none.</param>
    /// <param name="name">Service objective.</param>
    /// <param name="series">SKU name.</param>
    /// <param name="capacity">vCores or DTUs.</param>
    public static ComputeSize Of(IReadOnlyList<ComputeSize> known, string name, string series, int capacity)
    {
        var same = known.Where(s => s.SkuName.Equals(series, StringComparison.OrdinalIgnoreCase)).ToList();
        var siblings = (same.Count > 0 ? same : [.. known]).OrderBy(s => s.Capacity).ToList();
        var below = siblings.FindLast(s => s.Capacity <= capacity);
        var above = siblings.Find(s => s.Capacity > capacity);
        var model = below ?? above!;
        var scale = (double)capacity / model.Capacity;

        // x · 12 ÷ 12 need not be x: at a known size nothing is computed.
        var grown = capacity == model.Capacity ? model.Limits : model.Limits.Combine(model.Limits, (limit, _) => limit * capacity / model.Capacity);
        var limits = (below, above) switch
        {
            (null, _) => grown,
            (_, null) => model.Limits,
            _ => grown.Combine(above.Limits, Math.Min) with { StorageBytes = model.Limits.StorageBytes },
        };
        return model with
        {
            Name = name,
            SkuName = series,
            Family = same.Count > 0 ? model.Family : series.Split('_')[^1],
            Capacity = capacity,
            PricePerHour = model.PricePerHour * scale,
            PriceConfirmed = same.Count > 0 && model.PriceConfirmed,
            DerivedFrom = model.Name,
            MinVCores = model.MinVCores * scale,
            Limits = limits with { CpuVCores = model.VCores * scale },
        };
    }
}
