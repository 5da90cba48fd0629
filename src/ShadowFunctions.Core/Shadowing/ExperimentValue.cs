using System.Globalization;
using MathNet.Numerics;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// What a rehearsal is worth: the probability that it changes the size, times what the wrong size would cost, over the horizon. The demand of
/// a step is taken as log-normal around its forecast with the model's deviation; the size is wrong when the demand lies beyond what it
/// carries, or below what the next smaller one does.
/// </summary>
/// <param name="Value">Expected saving, price list's currency, at least 0.</param>
/// <param name="Cost">What the rehearsal costs, price list's currency.</param>
public sealed record ExperimentValue(double Value, double Cost)
{
    /// <summary>True when it is worth more than it costs.</summary>
    public bool Pays => Value > Cost;

    /// <summary>The figures: <c>worth $0.42, costs $0.03</c>.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"worth ${Value:0.####}, costs ${Cost:0.####}");

    /// <summary>Weighs a rehearsal.</summary>
    /// <param name="steps">The horizon, per resource: the resource whose size is least sure counts.</param>
    /// <param name="reducible">Share of the model's deviation that a rehearsal can remove, 0 to 1.</param>
    /// <param name="cost">What the rehearsal costs, at least 0.</param>
    public static ExperimentValue Of(IEnumerable<IReadOnlyList<ExperimentStep>> steps, double reducible, double cost)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        var most = steps.Select(s => s.Sum(Expected)).DefaultIfEmpty().Max();
        return new ExperimentValue(Math.Clamp(reducible, 0, 1) * most, cost);
    }

    /// <summary>Probability that a log-normal demand lies on the other side of a boundary.</summary>
    /// <param name="ratio">Distance to the boundary as a ratio, at least 1.</param>
    /// <param name="deviation">Relative standard deviation, at least 0.</param>
    public static double Beyond(double ratio, double deviation) =>
        deviation > 0 && ratio >= 1 ? 0.5 * SpecialFunctions.Erfc(Math.Log(ratio) / (deviation * Math.Sqrt(2))) : 0;

    private static double Expected(ExperimentStep step)
    {
        if (!(step.Demand > 0) || !(step.Deviation > 0))
        {
            return 0;
        }

        var tooSmall = step.Above is { } above ? Beyond(Math.Max(1, above / step.Demand), step.Deviation) : 0;
        var tooLarge = step.Below is > 0 and var below ? Beyond(Math.Max(1, step.Demand / below), step.Deviation) : 0;
        return step.Hours * ((tooSmall * Math.Max(0, step.ShortPerHour)) + (tooLarge * Math.Max(0, step.SparePerHour)));
    }
}
