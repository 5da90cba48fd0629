using System.Text.Json;
using System.Text.Json.Serialization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Every figure of a back-test.</summary>
internal sealed record BacktestSummary
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>What it was run with.</summary>
    public required object Settings { get; init; }

    /// <summary>The sizes with what they can do and cost, for whoever recomputes a bill.</summary>
    public required IReadOnlyList<object> Sizes { get; init; }

    /// <summary>All series together, by policy.</summary>
    public required IReadOnlyList<PolicyFigures> Policies { get; init; }

    /// <summary>The smooth series together; empty when there are none.</summary>
    public required IReadOnlyList<PolicyFigures> Smooth { get; init; }

    /// <summary>The bursty series together; empty when there are none.</summary>
    public required IReadOnlyList<PolicyFigures> Bursty { get; init; }

    /// <summary>Series by series.</summary>
    public required IReadOnlyList<SeriesFigures> Series { get; init; }

    /// <summary>Cost against short time at several settings of each policy's knob; empty without a report.</summary>
    public required IReadOnlyList<FrontierPoint> Frontier { get; init; }

    /// <summary>What keeps each limit, chosen in the first half and judged on the second; empty where no limit was asked for.</summary>
    public IReadOnlyList<SolvedLimit> Solved { get; init; } = [];

    /// <summary>The same series by series.</summary>
    public IReadOnlyList<LimitChoice> Choices { get; init; } = [];

    /// <summary>Series that could not be scored, and why.</summary>
    public required IReadOnlyList<SkippedSeries> Skipped { get; init; }

    /// <summary>Sums it all up.</summary>
    public static BacktestSummary Of(
        BacktestOptions options, IReadOnlyList<SeriesFigures> series, IReadOnlyList<SkippedSeries> skipped, IReadOnlyList<FrontierPoint> frontier)
    {
        IReadOnlyList<PolicyFigures> Sum(IReadOnlyList<SeriesFigures> some) => some.Count == 0 ? [] : [.. options.Policies.Select(p => PolicyFigures.Sum(some, p.Name))];
        var settings = options.Settings;
        return new BacktestSummary
        {
            Settings = new
            {
                Ladder = settings.Ladder.Name,
                LatencyMinutes = settings.World.Latency is { } l ? $"{l.FewestMinutes}..{l.MostMinutes}" : "tier",
                settings.Seed,
                OptimumShortLimitPercent = 100 * settings.ShortLimit,
                settings.PreAllocation.ShortLimitPercent,
                settings.PreAllocation.ShortfallPricePerVCoreHour,
                Demand = settings.ObservedDemand ? "observed" : "censored",
                Unserved = settings.World.PatienceMinutes == 0 ? "drop" : "queue",
                FailedOperationsPercent = 100 * settings.World.FailedOperationShare,
                DataGib = settings.World.PaidDataBytes / (1L << 30),
                ShadowErrorPercent = 100 * settings.ShadowError.StoreSigma,
                PeakVCores = options.VCoresPerUnit is null ? options.PeakVCores : (double?)null,
            },
            Sizes = [.. settings.Ladder.Sizes.Select(s => (object)new
            {
                s.Name,
                CapacityVCores = settings.Profile.CapacityVCores(s),
                s.PricePerHour,
                s.StoragePricePerGibMonth,
                Billing = s.Billing == BillingRule.ClockHour ? "clockHour" : "perSecond",
                s.MinVCores,
            })],
            Policies = Sum(series),
            Smooth = Sum([.. series.Where(s => s.Kind == "smooth")]),
            Bursty = Sum([.. series.Where(s => s.Kind == "bursty")]),
            Series = series,
            Frontier = frontier,
            Skipped = skipped,
        };
    }

    /// <summary>The summary as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
