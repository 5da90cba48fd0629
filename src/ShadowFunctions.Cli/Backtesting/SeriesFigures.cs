using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The figures of one series.</summary>
internal sealed record SeriesFigures
{
    /// <summary>Name of the series.</summary>
    public required string Series { get; init; }

    /// <summary>First minute scored, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First minute after the scored ones, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Minutes scored.</summary>
    public required int Minutes { get; init; }

    /// <summary>Highest demand, vCores.</summary>
    public required double PeakVCores { get; init; }

    /// <summary>Demand, vCore-hours.</summary>
    public required double DemandVCoreHours { get; init; }

    /// <summary>Lag-1 correlation of five-minute means.</summary>
    public required double Autocorrelation { get; init; }

    /// <summary><c>smooth</c> or <c>bursty</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How good the product's forecasts of this series turned out per distance; empty where its policy was not asked for.</summary>
    public IReadOnlyList<ForecastSkill> Skill { get; init; } = [];

    /// <summary>The policies.</summary>
    public required IReadOnlyList<PolicyFigures> Policies { get; init; }

    /// <summary>The figures of a result.</summary>
    public static SeriesFigures Of(BacktestResult result)
    {
        var optimum = result.Find("optimum")?.Cost;
        return new SeriesFigures
        {
            Series = result.Series,
            From = result.ScoredFrom,
            To = result.To,
            Minutes = result.DemandVCores.Length,
            PeakVCores = result.DemandVCores.Max(),
            DemandVCoreHours = result.DemandVCores.Sum() / 60,
            Autocorrelation = result.Autocorrelation,
            Kind = result.IsSmooth ? "smooth" : "bursty",
            Skill = (result.Find("predictive") ?? result.Find("predictive-no-shadow"))?.Skill ?? [],
            Policies = [.. result.Policies.Select(p => PolicyFigures.Of(p, optimum))],
        };
    }
}
