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
    public double Owa(M4Score naive2) => Owa(naive2, [.. Enumerable.Range(0, Smape.Length)]);

    /// <summary>The same over some of the series, which may repeat.</summary>
    public double Owa(M4Score naive2, int[] series)
    {
        double smape = 0, mase = 0, smape2 = 0, mase2 = 0;
        foreach (var i in series)
        {
            smape += Smape[i];
            mase += Mase[i];
            smape2 += naive2.Smape[i];
            mase2 += naive2.Mase[i];
        }

        return 0.5 * ((smape / smape2) + (mase / mase2));
    }

    /// <summary>Scores point forecasts.</summary>
    public static M4Score Of(string method, IReadOnlyList<M4Series> series, Func<int, double[]> forecast) => new(
        method,
        [.. series.Select((s, i) => M4Metrics.Smape(s.Test, forecast(i)))],
        [.. series.Select((s, i) => M4Metrics.Mase(s.Test, forecast(i), M4Metrics.Scale(s.Train)))]);

    /// <summary>Scores forecasts with intervals.</summary>
    public static M4Score Of(string method, IReadOnlyList<M4Series> series, M4Forecast[] forecasts, double? cpuSeconds) =>
        Of(method, series, i => forecasts[i].Mean) with
        {
            CpuSecondsPerThousand = cpuSeconds / series.Count * 1000,
            Msis = PerLevel(series, (s, i, k) =>
                M4Metrics.Msis(s.Test, forecasts[i].Lower[k], forecasts[i].Upper[k], M4Forecast.IntervalLevels[k], M4Metrics.Scale(s.Train))),
            Coverage = PerLevel(series, (s, i, k) => M4Metrics.Coverage(s.Test, forecasts[i].Lower[k], forecasts[i].Upper[k])),
        };

    private static double[] PerLevel(IReadOnlyList<M4Series> series, Func<M4Series, int, int, double> measure) =>
        [.. Enumerable.Range(0, M4Forecast.IntervalLevels.Length).Select(k => series.Select((s, i) => measure(s, i, k)).Average())];
}
