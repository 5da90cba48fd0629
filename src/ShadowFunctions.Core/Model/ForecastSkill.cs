namespace ShadowFunctions.Core.Model;

/// <summary>
/// How good earlier forecasts of a series have turned out at one distance, recent ones counting most. Gaps and saturated time are not scored.
/// </summary>
public sealed record ForecastSkill
{
    /// <summary>How far ahead, minutes; of hours that are scored together the far end.</summary>
    public required int MinutesAhead { get; init; }

    /// <summary>Forecasts scored so far.</summary>
    public required int Count { get; init; }

    /// <summary>Mean absolute error ÷ that of persistence (of an hourly outlook: of the same hours of the last known day). Below 1 is better; null where that made no error.</summary>
    public double? ErrorRatio { get; init; }

    /// <summary>Pinball loss over all levels ÷ that of persistence; null where it is not kept.</summary>
    public double? LossRatio { get; init; }

    /// <summary>The quantile levels watched, ascending.</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    /// <summary>Share of the values that lay at or below the quantile stated for each level.</summary>
    public required IReadOnlyList<double> Coverage { get; init; }

    /// <summary>The share at one level; null where that level is not watched.</summary>
    public double? CoverageAt(double level)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            if (Levels[i] == level)
            {
                return Coverage[i];
            }
        }

        return null;
    }
}
