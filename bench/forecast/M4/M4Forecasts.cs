using System.Diagnostics;
using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>Runs our forecaster over all series and scores it.</summary>
internal static class M4Forecasts
{
    private static readonly double[] Levels = [0.025, 0.05, 0.1, 0.9, 0.95, 0.975];

    /// <summary>Forecasts every series on one thread and counts CPU seconds; scores come from the last of the passes.</summary>
    public static M4Score Score(string name, IReadOnlyList<M4Series> series, HourlySettings settings, int passes = 1)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        HourlyForecast[] forecasts = [];
        for (var pass = 0; pass < passes; pass++)
        {
            forecasts = [.. series.Select(s => HourlyForecaster.Forecast(s.Train, M4Data.Horizon, Levels, settings))];
        }

        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds / passes;
        return M4Score.Of(name, series, [.. forecasts.Select(f => new M4Forecast(f.Mean, f.Values[..3].Reverse().ToArray(), f.Values[3..]))], seconds);
    }
}
