namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>Scores of one method over all series.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Smape">sMAPE by series, percent.</param>
/// <param name="Mase">MASE by series.</param>
internal sealed record M4Score(string Method, double[] Smape, double[] Mase)
{
    /// <summary>MSIS at 80, 90 and 95 %, mean over series; null without intervals.</summary>
    public double[]? Msis { get; init; }

    /// <summary>Coverage at 80, 90 and 95 %, mean over series; null without intervals.</summary>
    public double[]? Coverage { get; init; }

    /// <summary>CPU seconds per 1,000 series; null when not measured.</summary>
    public double? CpuSecondsPerThousand { get; init; }

    /// <summary>Overall weighted average against Naive2.</summary>
    public double Owa(M4Score naive2) => 0.5 * ((Smape.Average() / naive2.Smape.Average()) + (Mase.Average() / naive2.Mase.Average()));

    /// <summary>Scores point forecasts.</summary>
    public static M4Score Of(string method, IReadOnlyList<M4Series> series, Func<int, double[]> forecast) => new(
        method,
        [.. series.Select((s, i) => M4Metrics.Smape(s.Test, forecast(i)))],
        [.. series.Select((s, i) => M4Metrics.Mase(s.Test, forecast(i), M4Metrics.Scale(s.Train)))]);
}
