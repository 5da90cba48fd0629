using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>What a view of the coming day and week is made from.</summary>
public sealed record OutlookInput
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Instant of the view, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The store's hours.</summary>
    public required StoreHours Hours { get; init; }

    /// <summary>The store's ladder, whole: bounds are applied by <see cref="Settings"/>.</summary>
    public required SizeLadder Ladder { get; init; }

    /// <summary>The owner's settings.</summary>
    public required PreAllocationSettings Settings { get; init; }

    /// <summary>Size in force; null when it is not known.</summary>
    public string? CurrentSize { get; init; }

    /// <summary>Most bytes production may store as it is set up now; null takes the limit of the size in force.</summary>
    public double? StorageLimitBytes { get; init; }

    /// <summary>Space the data take; null when it is not known.</summary>
    public double? TakenBytes { get; init; }

    /// <summary>Announced events.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];
}
