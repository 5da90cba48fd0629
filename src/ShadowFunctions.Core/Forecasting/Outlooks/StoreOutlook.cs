using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>The coming day and week of one store, hour by hour: what it needs, in which size, and what that costs.</summary>
public sealed record StoreOutlook
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Start of the first hour foreseen, UTC.</summary>
    public required DateTimeOffset Origin { get; init; }

    /// <summary>Hours of history it was made from.</summary>
    public required int HistoryHours { get; init; }

    /// <summary>Quantiles of the mean CPU of every hour, vCores: what a serverless store is billed for.</summary>
    public required DemandForecast MeanCpu { get; init; }

    /// <summary>Quantiles of the highest five minutes of every hour, per resource: what a size must carry.</summary>
    public IReadOnlyList<DemandForecast> Highest { get; init; } = [];

    /// <summary>The size every hour would need.</summary>
    public IReadOnlyList<OutlookHour> Hours { get; init; } = [];

    /// <summary>What the coming 24 hours would cost.</summary>
    public required OutlookCost Day { get; init; }

    /// <summary>What the coming 168 hours would cost; null while less than a week of history is known.</summary>
    public OutlookCost? Week { get; init; }

    /// <summary>Where the stored bytes go; null where they are not measured.</summary>
    public StorageOutlook? Storage { get; init; }

    /// <summary>When the storage of the size in force is full; null where bytes or limit are not known.</summary>
    public StorageFull? StorageFull { get; init; }

    /// <summary>Plain sentences for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
