using MathNet.Numerics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Lays announced events over a forecast. In the steps an event touches, the median becomes m·median + a, and the distance of each quantile
/// from it √((m·d)² + (z·u·m·median)² + (z·s)²): the forecast's own spread, the doubt about the multiplier m and the deviation s of what is
/// added, taken as independent. Multipliers of overlapping events multiply, additions add up. An event that lowers demand counts only in
/// steps wholly inside its window.
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
            var median = forecast.At(0.5, step + 1);
            var change = Combined(effects, from, from.AddMinutes(forecast.StepMinutes), median);
            if (change != Change.None)
            {
                Lay(values, forecast.Levels, step, median, change);
            }
        }

        return forecast with { Values = values };
    }

    private static Change Combined(IReadOnlyList<ScenarioEffect> effects, DateTimeOffset from, DateTimeOffset until, double median)
    {
        var change = Change.None;
        foreach (var effect in effects)
        {
            var inside = effect.Window.Start <= from && until <= effect.Window.End;
            var raises = (effect.Multiplier * median) + effect.Added > median;
            if (inside || (raises && effect.Window.Touches(from, until)))
            {
                change = new Change(
                    change.Multiplier * effect.Multiplier,
                    change.Variance + (effect.RelativeUncertainty * effect.RelativeUncertainty),
                    change.Added + effect.Added,
                    change.AddedVariance + (effect.AddedDeviation * effect.AddedDeviation));
            }
        }

        return change;
    }

    private static void Lay(double[][] values, double[] levels, int step, double median, Change change)
    {
        double lower = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            var distance = values[i][step] - median;
            var z = Normal(levels[i]);
            var doubt = z * median * change.Multiplier;
            var spread = Math.Sqrt((change.Multiplier * distance * change.Multiplier * distance) + (doubt * doubt * change.Variance) + (z * z * change.AddedVariance));
            var value = (change.Multiplier * median) + change.Added + (distance < 0 || z < 0 ? -spread : spread);
            lower = double.IsFinite(value) ? Math.Clamp(value, lower, LargestDemand) : LargestDemand;
            values[i][step] = lower;
        }
    }

    /// <summary>Quantile of the standard normal distribution.</summary>
    private static double Normal(double level) => -Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * level);

    private readonly record struct Change(double Multiplier, double Variance, double Added, double AddedVariance)
    {
        public static Change None => new(1, 0, 0, 0);
    }
}
