using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The figures of one policy on one series or on all together; every one can be recomputed from the timeline.</summary>
internal sealed record PolicyFigures
{
    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Compute cost by the sizes' billing rule, price list's currency.</summary>
    public double Cost { get; init; }

    /// <summary>Cost of the data stored, beside <see cref="Cost"/>; null where it is not known.</summary>
    public double? StorageCost { get; init; }

    /// <summary>Compute cost ÷ the optimum's; null where the optimum was not asked for.</summary>
    public double? CostToOptimum { get; init; }

    /// <summary>Minutes in which demand was above the capacity of the size in force.</summary>
    public int ShortMinutes { get; init; }

    /// <summary>The same as a percentage of all minutes.</summary>
    public double ShortPercent { get; init; }

    /// <summary>Longest row of such minutes.</summary>
    public int LongestShortMinutes { get; init; }

    /// <summary>Demand above capacity, vCore-hours.</summary>
    public double UnservedVCoreHours { get; init; }

    /// <summary>The same as a percentage of all demand.</summary>
    public double UnservedPercent { get; init; }

    /// <summary>Capacity held, vCore-hours.</summary>
    public double CapacityVCoreHours { get; init; }

    /// <summary>Resizes asked for.</summary>
    public int Operations { get; init; }

    /// <summary>Resizes a day and series.</summary>
    public double OperationsPerDay { get; init; }

    /// <summary>Resizes that failed.</summary>
    public int FailedOperations { get; init; }

    /// <summary>Seconds in which switches dropped connections; not counted as short.</summary>
    public double InterruptedSeconds { get; init; }

    /// <summary>The figures of one policy on one series.</summary>
    public static PolicyFigures Of(PolicyOutcome outcome, double? optimum) => new()
    {
        Policy = outcome.Name,
        Cost = outcome.Cost,
        StorageCost = outcome.Result.Account.StorageCost,
        CostToOptimum = optimum is > 0 ? outcome.Cost / optimum : null,
        ShortMinutes = outcome.Result.MinutesShort,
        ShortPercent = 100 * outcome.ShortShare,
        LongestShortMinutes = outcome.Result.Account.LongestEpisodeMinutes,
        UnservedVCoreHours = outcome.Result.UnservedVCoreHours,
        UnservedPercent = 100 * outcome.UnservedShare,
        CapacityVCoreHours = outcome.Result.Account.CapacityVCoreHours,
        Operations = outcome.Result.Operations.Count,
        OperationsPerDay = outcome.OperationsPerDay,
        FailedOperations = outcome.Result.Operations.Count(o => o.Failed),
        InterruptedSeconds = outcome.Result.Account.InterruptedSeconds,
    };

    /// <summary>
    /// All series together: money, minutes and work are sums, percentages are those of the sums; cost ÷ optimum is the mean over the
    /// series, so that no large series decides alone.
    /// </summary>
    public static PolicyFigures Sum(IReadOnlyList<SeriesFigures> series, string policy)
    {
        var each = series.Select(s => (Series: s, Figures: s.Policies.First(p => p.Policy == policy))).ToList();
        var minutes = Math.Max(1.0, series.Sum(s => (double)s.Minutes));
        var demand = series.Sum(s => s.DemandVCoreHours);
        return new PolicyFigures
        {
            Policy = policy,
            Cost = each.Sum(e => e.Figures.Cost),
            StorageCost = each.Aggregate((double?)0, (sum, e) => sum + e.Figures.StorageCost),
            CostToOptimum = each.All(e => e.Figures.CostToOptimum is not null) ? each.Average(e => e.Figures.CostToOptimum!.Value) : null,
            ShortMinutes = each.Sum(e => e.Figures.ShortMinutes),
            ShortPercent = 100 * each.Sum(e => (double)e.Figures.ShortMinutes) / minutes,
            LongestShortMinutes = each.Max(e => e.Figures.LongestShortMinutes),
            UnservedVCoreHours = each.Sum(e => e.Figures.UnservedVCoreHours),
            UnservedPercent = demand > 0 ? 100 * each.Sum(e => e.Figures.UnservedVCoreHours) / demand : 0,
            CapacityVCoreHours = each.Sum(e => e.Figures.CapacityVCoreHours),
            Operations = each.Sum(e => e.Figures.Operations),
            OperationsPerDay = 1440 * each.Sum(e => e.Figures.Operations) / minutes,
            FailedOperations = each.Sum(e => e.Figures.FailedOperations),
            InterruptedSeconds = each.Sum(e => e.Figures.InterruptedSeconds),
        };
    }
}
