using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>The product's forecaster beside persistence and the seasonal naive: at every step, and at the shared origins.</summary>
internal static class Ours
{
    /// <summary>Every step after the warm-up.</summary>
    public static IReadOnlyList<Method> Rolling(IReadOnlyList<LoadSeries> series) => Run(series, _ => null);

    /// <summary>The shared origins only, every so many-th of them. The forecaster still learns every step.</summary>
    public static IReadOnlyList<Method> AtOrigins(IReadOnlyList<LoadSeries> series, int every) =>
        Run(series, s => [.. Distances.OriginsOf(s).Where((_, i) => i % every == 0)]);

    private static IReadOnlyList<Method> Run(IReadOnlyList<LoadSeries> series, Func<LoadSeries, HashSet<int>?> origins)
    {
        var results = new (Score Ours, Score Persistence, Score Seasonal, long Steps)[series.Count];
        var before = Environment.CpuUsage.TotalTime;
        Parallel.For(0, series.Count, i => results[i] = One(series[i], origins(series[i])));
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        return
        [
            // A step learned counts as a forecast: that is what one costs when the forecaster is asked at every step.
            new("ours", [.. results.Select(r => r.Ours)], seconds, results.Sum(r => r.Steps)),
            new("persistence", [.. results.Select(r => r.Persistence)], 0, 0),
            new("seasonal naive", [.. results.Select(r => r.Seasonal)], 0, 0),
        ];
    }

    private static (Score Ours, Score Persistence, Score Seasonal, long Steps) One(LoadSeries series, HashSet<int>? origins)
    {
        var (ours, persistence, seasonal) = (new Score(series), new Score(series), new Score(series));
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores, levels: Distances.Levels);
        Span<double> quantiles = stackalloc double[Distances.Levels.Length];
        var values = series.Values;
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            _ = forecaster.Observe(StepGrid.StartOf(series.First + t), values[t]);
            if (origins?.Contains(t) == false || t < LoadSeries.WarmUpSteps)
            {
                continue;
            }

            for (var b = 0; b < Distances.Steps.Length && t + Distances.Steps[b] < values.Length; b++)
            {
                var h = Distances.Steps[b];
                var point = forecaster.Forecast(h, quantiles);
                ours.Add(b, values[t + h], point, quantiles);
                persistence.Add(b, values[t + h], values[t], []);
                seasonal.Add(b, values[t + h], double.IsNaN(values[t + h - 288]) ? values[t] : values[t + h - 288], []);
            }
        }

        return (ours, persistence, seasonal, values.Length);
    }
}
