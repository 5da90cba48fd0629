using ShadowFunctions.Core.Forecasting.Hourly;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary>Forecasts in steps of an hour: each origin is forecast anew from the hours up to it.</summary>
internal static class HourlyForecasts
{
    /// <summary>A day.</summary>
    public const int WarmUpSteps = 24;

    // What the forecaster reads at most; older hours need not be copied.
    private const int LongestHistoryHours = 12 * 168;

    /// <summary>Forecasts a series from its origins, ascending. An origin before the first point gives nothing.</summary>
    public static void Run(SteppedSeries series, IReadOnlyList<DateTimeOffset> origins, int horizon, double[] levels, ForecastRow write)
    {
        var history = new double[LongestHistoryHours];
        var quantiles = new double[levels.Length];
        foreach (var origin in origins)
        {
            var known = series.LastKnown(origin);
            if (known < 0 || Fill(series, known, origin, history) is not { } first)
            {
                continue;
            }

            var forecast = HourlyForecaster.Forecast(history.AsSpan(first), horizon, levels);
            var start = series.IsNative && series.HasPoint(origin) ? origin : series.TimeOf(known);
            for (var step = 1; step <= horizon; step++)
            {
                for (var i = 0; i < quantiles.Length; i++)
                {
                    quantiles[i] = forecast.Values[i][step - 1];
                }

                write(origin, step, start + (step * series.Step), forecast.Mean[step - 1], quantiles);
            }
        }
    }

    /// <summary>Puts the hours up to an origin at the end of a buffer; gaps are NaN.</summary>
    /// <returns>Where the first one stands; null when none is known.</returns>
    private static int? Fill(SteppedSeries series, long known, DateTimeOffset origin, double[] history)
    {
        Array.Fill(history, double.NaN);
        int? first = null;
        var (low, high) = (0, series.Steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = series.Steps[middle].Index <= known ? (middle + 1, high) : (low, middle);
        }

        for (var i = low - 1; i >= 0 && known - series.Steps[i].Index < history.Length; i--)
        {
            var step = series.Steps[i];
            var value = step.LastAt <= origin ? step.Value : series.Known(step.Index, origin);
            if (value is { } observed)
            {
                first = history.Length - 1 - (int)(known - step.Index);
                history[first.Value] = observed;
            }
        }

        return first;
    }
}
