namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Mean and quantiles of the hours after the end of a history, in the unit of the history.</summary>
public sealed record HourlyForecast
{
    /// <summary>Best single value per hour.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Quantile levels, ascending, each in (0, 1).</summary>
    public required double[] Levels { get; init; }

    /// <summary>Values: one array per level, one value per hour; non-decreasing in the level.</summary>
    public required double[][] Values { get; init; }

    /// <summary>Name of the member with the largest weight.</summary>
    public required string Method { get; init; }
}
