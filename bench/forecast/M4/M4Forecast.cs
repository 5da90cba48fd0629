namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>One series' forecast: the best single values and, where a method gives them, the bounds at 80, 90 and 95 %.</summary>
internal sealed record M4Forecast(double[] Mean, double[][] Lower, double[][] Upper)
{
    public static double[] IntervalLevels { get; } = [0.8, 0.9, 0.95];
}
