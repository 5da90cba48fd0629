using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What a plan costs and leaves unserved.</summary>
internal static class PlanCost
{
    /// <summary>Compute cost until <paramref name="until"/>: every clock hour at the highest price in it, or per second where the sizes are paid so.</summary>
    public static double Of(SizeLadder ladder, IReadOnlyList<PlanStep> steps, DateTimeOffset until)
    {
        double cost = 0;
        for (var from = steps[0].At; from < until;)
        {
            var hour = new DateTimeOffset(from.Year, from.Month, from.Day, from.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
            var to = hour < until ? hour : until;
            cost += Hour(ladder, steps, from, to);
            from = to;
        }

        return cost;
    }

    /// <summary>Expected CPU demand above the plan's sizes, vCore-hours: the integral of (quantile − limit)⁺ over the levels.</summary>
    public static double Shortfall(ResourcePrediction prediction, SizeLadder ladder, IReadOnlyList<PlanStep> steps, DateTimeOffset until)
    {
        if (prediction[ResourceKind.CpuVCores]?.Forecast is not { } forecast)
        {
            return 0;
        }

        double sum = 0;
        for (var step = 0; step < forecast.Steps; step++)
        {
            var at = forecast.Origin.AddMinutes(step * forecast.StepMinutes);
            if (at >= steps[0].At && at < until && ladder[InForce(steps, at)].Limits.CpuVCores is { } limit)
            {
                sum += Excess(forecast, step, limit) * forecast.StepMinutes / 60;
            }
        }

        return sum;
    }

    private static double Hour(SizeLadder ladder, IReadOnlyList<PlanStep> steps, DateTimeOffset from, DateTimeOffset to)
    {
        var highest = ladder[InForce(steps, from)];
        var perSecond = highest.Billing == BillingRule.PerSecond;
        double paid = 0;
        var since = from;
        foreach (var step in steps.Where(s => s.At > from && s.At < to))
        {
            paid += ladder[InForce(steps, since)].PricePerHour * (step.At - since).TotalHours;
            since = step.At;
            highest = ladder[step.Size].PricePerHour > highest.PricePerHour ? ladder[step.Size] : highest;
        }

        paid += ladder[InForce(steps, since)].PricePerHour * (to - since).TotalHours;
        return perSecond ? paid : highest.PricePerHour * (to - from).TotalHours;
    }

    private static string InForce(IReadOnlyList<PlanStep> steps, DateTimeOffset at) => steps.Last(s => s.At <= at || ReferenceEquals(s, steps[0])).Size;

    private static double Excess(DemandForecast forecast, int step, double limit)
    {
        // Below the first level demand is taken as at it, above the last likewise.
        var previousLevel = 0.0;
        var previous = Math.Max(0, forecast.Values[0][step] - limit);
        double sum = 0;
        for (var i = 0; i < forecast.Levels.Length; i++)
        {
            var excess = Math.Max(0, forecast.Values[i][step] - limit);
            sum += (forecast.Levels[i] - previousLevel) * (excess + previous) / 2;
            (previousLevel, previous) = (forecast.Levels[i], excess);
        }

        return sum + ((1 - previousLevel) * previous);
    }
}
