namespace ShadowFunctions.Cli.Forecasting;

/// <summary>What <c>shadow forecast</c> was asked for.</summary>
internal sealed record ForecastSettings
{
    /// <summary>Files and folders of load series.</summary>
    public required IReadOnlyList<string> Input { get; init; }

    /// <summary>Steps to forecast from each origin.</summary>
    public required int Horizon { get; init; }

    /// <summary>Length of a step; null for each series' own.</summary>
    public TimeSpan? Step { get; init; }

    /// <summary>Origins.</summary>
    public required Origins Origins { get; init; }

    /// <summary>Quantile levels, ascending.</summary>
    public required double[] Levels { get; init; }

    /// <summary>File for the forecasts.</summary>
    public required string Output { get; init; }
}
