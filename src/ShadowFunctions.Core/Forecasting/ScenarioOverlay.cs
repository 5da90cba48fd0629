using MathNet.Numerics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Lays announced events over a forecast. In the steps an event touches, the median is multiplied by its effect, and the distance of each
/// quantile from the median becomes √((m·d)² + (z·u·m·median)²): the forecast's own spread and the doubt about the event, taken as
/// independent. Overlapping events multiply. An event that lowers demand counts only in steps wholly inside its window.
/// </summary>
public static class ScenarioOverlay
{
    private const double LargestDemand = 1e18;

    /// <summary>The forecast with the events laid over it; the same object when none touches it.</summary>
    public static DemandForecast Apply(DemandForecast forecast, IReadOnlyList<ScenarioEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(effects);
        var end = forecast.Origin.AddMinutes(forecast.Steps * forecast.StepMinutes);
        if (!effects.Any(e => e.Window.Touches(forecast.Origin, end)))
        {
            return forecast;
        }

        var values = forecast.Values.Select(v => (double[])v.Clone()).ToArray();
        for (var step = 0; step < forecast.Steps; step++)
        {
            var from = forecast.Origin.AddMinutes(step * forecast.StepMinutes);
            Combined(effects, from, from.AddMinutes(forecast.StepMinutes), out var multiplier, out var variance);
            if (multiplier != 1 || variance > 0)
            {
                Widen(values, forecast.Levels, step, forecast.At(0.5, step + 1), multiplier, Math.Sqrt(variance));
            }
        }

        return forecast with { Values = values };
    }

    private static void Combined(
        IReadOnlyList<ScenarioEffect> effects, DateTimeOffset from, DateTimeOffset until, out double multiplier, out double variance)
    {
        (multiplier, variance) = (1, 0);
        foreach (var effect in effects)
        {
            var inside = effect.Window.Start <= from && until <= effect.Window.End;
            if (inside || (effect.Multiplier > 1 && effect.Window.Touches(from, until)))
            {
                multiplier *= effect.Multiplier;
                variance += effect.RelativeUncertainty * effect.RelativeUncertainty;
            }
        }
    }

    private static void Widen(double[][] values, double[] levels, int step, double median, double multiplier, double uncertainty)
    {
        double lower = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            var distance = values[i][step] - median;
            var z = Normal(levels[i]);
            var doubt = z * uncertainty * median;
            var spread = multiplier * Math.Sqrt((distance * distance) + (doubt * doubt));
            var value = (multiplier * median) + (distance < 0 || z < 0 ? -spread : spread);
            lower = double.IsFinite(value) ? Math.Clamp(value, lower, LargestDemand) : LargestDemand;
            values[i][step] = lower;
        }
    }

    /// <summary>Quantile of the standard normal distribution.</summary>
    private static double Normal(double level) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * level);
}
