using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>The size needed in every step from now on, at one quantile level.</summary>
internal sealed class NeedCurve
{
    private readonly SizeNeed[] _needs;

    private NeedCurve(SizeNeed[] needs) => _needs = needs;

    public int Steps => _needs.Length;

    /// <summary>The need of a step; steps past the end repeat the last.</summary>
    public SizeNeed this[int step] => _needs[Math.Clamp(step, 0, _needs.Length - 1)];

    /// <summary>The largest need of the steps from <paramref name="from"/> up to, not including, <paramref name="until"/>.</summary>
    public SizeNeed Largest(int from, int until)
    {
        var largest = this[from];
        for (var step = from + 1; step < Math.Min(until, Steps); step++)
        {
            largest = SizeNeed.Larger(largest, this[step]);
        }

        return largest;
    }

    public static NeedCurve Of(SizeLadder ladder, ResourcePrediction prediction, DateTimeOffset start, int steps, double level, double margin)
    {
        var needs = new SizeNeed[steps];
        foreach (var resource in prediction.Resources)
        {
            for (var step = 0; step < steps; step++)
            {
                var demand = margin * DemandAt(resource.Forecast, level, start.AddMinutes(step * PlanClock.StepMinutes));
                needs[step] = SizeNeed.Larger(needs[step], SizeNeed.Of(ladder, resource.Forecast.Resource, demand));
            }
        }

        return new NeedCurve(needs);
    }

    /// <summary>Demand of the step that holds an instant; before the first step the first, after the last the last.</summary>
    public static double DemandAt(DemandForecast forecast, double level, DateTimeOffset at)
    {
        var step = (int)Math.Floor((at - forecast.Origin).TotalMinutes / forecast.StepMinutes) + 1;
        return forecast.At(level, Math.Clamp(step, 1, forecast.Steps));
    }
}
