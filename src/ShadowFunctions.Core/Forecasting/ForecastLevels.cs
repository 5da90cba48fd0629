namespace ShadowFunctions.Core.Forecasting;

/// <summary>The quantile levels that every forecast carries.</summary>
public static class ForecastLevels
{
    /// <summary>Levels, ascending.</summary>
    public static IReadOnlyList<double> All { get; } = [0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995];

    internal static readonly double[] Levels = [.. All];

    internal const int Count = 7;
}
