using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary>Forecasts in steps of five minutes: one forecaster walks through the series and is asked at every origin.</summary>
internal static class ControlForecasts
{
    /// <summary>Two hours.</summary>
    public const int WarmUpSteps = 24;

    /// <summary>Forecasts a series from its origins, ascending. An origin before the first point gives nothing.</summary>
    public static void Run(SteppedSeries series, IReadOnlyList<DateTimeOffset> origins, int horizon, double[] levels, ForecastRow write)
    {
        var grid = StepGrid.IndexOf(series.Start);
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores, levels: levels);
        Span<double> quantiles = stackalloc double[levels.Length];
        var next = 0;
        var last = -1L;
        foreach (var origin in origins)
        {
            for (; next < series.Steps.Count && series.Steps[next].LastAt <= origin; next++)
            {
                last = forecaster.Observe(StepGrid.StartOf(grid + series.Steps[next].Index), series.Steps[next].Value) ? series.Steps[next].Index : last;
            }

            var known = series.LastKnown(origin);
            var (asked, from) = WithBegunStep(forecaster, series, next, origin, grid, last);
            if (from < 0)
            {
                continue;
            }

            var start = series.IsNative && series.HasPoint(origin) ? origin : series.TimeOf(known);
            for (var step = 1; step <= horizon; step++)
            {
                var mean = asked.Forecast((int)Math.Min(known + step - from, int.MaxValue), quantiles);
                write(origin, step, start + (step * series.Step), mean, quantiles);
            }
        }
    }

    /// <summary>A step whose first points are known counts with their mean, but only for this origin: a copy learns it.</summary>
    private static (SeriesForecaster Forecaster, long Last) WithBegunStep(
        SeriesForecaster forecaster, SteppedSeries series, int next, DateTimeOffset origin, long grid, long last)
    {
        if (next >= series.Steps.Count || series.Known(series.Steps[next].Index, origin) is not { } value)
        {
            return (forecaster, last);
        }

        var index = series.Steps[next].Index;
        var copy = SeriesForecaster.Deserialize(forecaster.Serialize());
        return copy.Observe(StepGrid.StartOf(grid + index), value) ? (copy, index) : (forecaster, last);
    }
}
