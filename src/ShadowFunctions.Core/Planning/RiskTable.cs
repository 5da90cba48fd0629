using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Per step and size: the probability that a larger size would be needed, over all resources. It counts only where some larger size
/// gives more of the resource, so that nothing is bought that does not help. Near steps take the forecast's own spread; later ones their own median
/// with the spread at the next chance to act, since by then there will be forecasts as good as that: their wide spread would be paid for.
/// </summary>
internal sealed class RiskTable
{
    private const double Negligible = 3;
    private readonly double[] _risk;

    private RiskTable(int steps, int sizes)
    {
        Steps = steps;
        Sizes = sizes;
        _risk = new double[steps * sizes];
    }

    public int Steps { get; }

    public int Sizes { get; }

    /// <summary>The row of a step, one value per size, non-increasing. Steps past the end repeat the last.</summary>
    public Span<double> this[int step] => _risk.AsSpan(Math.Min(step, Steps - 1) * Sizes, Sizes);

    public static RiskTable Of(PlanRequest request, PlanClock clock, int steps)
    {
        var table = new RiskTable(steps, request.Ladder.Sizes.Count);
        foreach (var resource in request.Prediction.Resources)
        {
            table.Add(resource.Forecast, request.Ladder, clock);
        }

        return table;
    }

    /// <summary>Mixes in how demand has moved between sizes, by the weight it has earned.</summary>
    public void Mix(DemandJumps jumps)
    {
        if (jumps.Sizes != Sizes)
        {
            return;
        }

        var weight = jumps.Weight;
        double[][] survival = [jumps.Survival(1), jumps.Survival(3), jumps.Survival(6)];
        for (var step = 0; step < Steps && weight > 0; step++)
        {
            var row = this[step];
            var learned = survival[step < 1 ? 0 : step < 3 ? 1 : 2];
            for (var size = 0; size < Sizes; size++)
            {
                row[size] += weight * (learned[size] - row[size]);
            }
        }
    }

    private void Add(DemandForecast forecast, SizeLadder ladder, PlanClock clock)
    {
        var limits = Limits(ladder, forecast.Resource);
        if (limits.Length == 0)
        {
            return;
        }

        var exceedance = new Exceedance(forecast.Levels);
        Span<double> quantiles = stackalloc double[forecast.Levels.Length];
        var near = Math.Min(clock.NextChanceStep, Steps - 1);
        for (var step = 0; step < Steps; step++)
        {
            Read(forecast, clock, step, near, quantiles);
            if (quantiles[^1] * Negligible < limits[0])
            {
                continue;
            }

            var row = this[step];
            for (var size = 0; size < limits.Length; size++)
            {
                row[size] = Math.Max(row[size], exceedance.Of(quantiles, limits[size]));
            }
        }
    }

    /// <summary>Limits of the sizes that some larger size lifts; empty when the resource is not limited.</summary>
    private static double[] Limits(SizeLadder ladder, ResourceKind kind)
    {
        var count = 0;
        var highest = double.NegativeInfinity;
        var limits = new double[ladder.Sizes.Count];
        for (var size = 0; size < limits.Length; size++)
        {
            limits[size] = ladder.Sizes[size].Limits[kind] ?? double.PositiveInfinity;
            count = limits[size] > highest ? size : count;
            highest = Math.Max(highest, limits[size]);
            limits[size] = highest;
        }

        return limits[..count];
    }

    private static void Read(DemandForecast forecast, PlanClock clock, int step, int near, Span<double> quantiles)
    {
        var at = Column(forecast, clock, step);
        var median = forecast.Values[0][at];
        for (var level = 0; level < quantiles.Length; level++)
        {
            quantiles[level] = forecast.Values[level][at];
        }

        if (step <= near)
        {
            return;
        }

        var then = Column(forecast, clock, near);
        var medianThen = forecast.Values[0][then];
        for (var level = 0; level < quantiles.Length; level++)
        {
            quantiles[level] = median + forecast.Values[level][then] - medianThen;
        }
    }

    private static int Column(DemandForecast forecast, PlanClock clock, int step) => Math.Clamp(
        (int)Math.Floor((clock.At(step) - forecast.Origin).TotalMinutes / forecast.StepMinutes), 0, forecast.Steps - 1);
}
