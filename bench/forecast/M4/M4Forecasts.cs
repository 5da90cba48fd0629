using System.Diagnostics;
using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>Runs our forecaster over all series and scores it.</summary>
internal static class M4Forecasts
{
    private static readonly double[] Levels = [0.025, 0.05, 0.1, 0.9, 0.95, 0.975];

    /// <summary>Learns the prior from the training parts, forecasts every series on one thread and counts the CPU seconds of both.</summary>
    public static M4Score Score(string name, IReadOnlyList<M4Series> series, HourlySettings settings)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var prior = HourlyPrior.Learn(series.Select(s => new ReadOnlyMemory<double>(s.Train)), settings);
        var forecasts = series.Select(s => HourlyForecaster.Forecast(s.Train, M4Data.Horizon, Levels, prior, settings)).ToArray();
        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds;
        return M4Score.Of(name, series, [.. forecasts.Select(f => new M4Forecast(f.Mean, f.Values[..3].Reverse().ToArray(), f.Values[3..]))], seconds);
    }
}
