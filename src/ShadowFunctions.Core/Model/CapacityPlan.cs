namespace ShadowFunctions.Core.Model;

/// <summary>The sizes production should have over the horizon.</summary>
public sealed record CapacityPlan
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The cycle that made it.</summary>
    public required string CycleId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The steps in time order; the first is the size in force now.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Demand expected not to be served over the horizon, vCore-hours.</summary>
    public double ExpectedShortfallVCoreHours { get; init; }

    /// <summary>Compute cost expected over the horizon, price list's currency.</summary>
    public double ExpectedCost { get; init; }

    /// <summary>True when the price of a size in the plan is partly an estimate.</summary>
    public bool PriceEstimated { get; init; }

    /// <summary>Price of the data for a month, price list's currency: of the configured maximum, in Hyperscale of the space taken; null when it is not known.</summary>
    public double? StorageCostPerMonth { get; init; }

    /// <summary>Price of the data over the horizon, beside <see cref="ExpectedCost"/>; null when it is not known.</summary>
    public double? ExpectedStorageCost { get; init; }

    /// <summary>The price of each extra nine, rising.</summary>
    public IReadOnlyList<CoverPrice> CoverPrices { get; init; } = [];

    /// <summary>Plain sentences for people: why these steps.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
