using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Per step, outlook and size: the probability that a larger size would be needed, over all resources. It counts only where some larger size
/// gives more of the resource, so that nothing is bought that does not help. Near steps take the forecast's own spread; later ones the median
/// of the outlook (<see cref="Outlook"/>) with the spread at the next chance to act, since by then there will be forecasts as good as that.
/// </summary>
internal sealed class RiskTable
{
    private const double Negligible = 3;

    // Once in years of minutes.
    private const double NoRisk = 1e-6;
    private readonly double[] _risk;

    private RiskTable(int steps, int sizes, Outlook outlook)
    {
        Steps = steps;
        Sizes = sizes;
        Outlook = outlook;
        _risk = new double[steps * Outlook.Count * sizes];
    }

    public int Steps { get; }

    public int Sizes { get; }

    /// <summary>How outlooks follow each other.</summary>
    public Outlook Outlook { get; }

    /// <summary>The row of a step as foreseen now, one value per size, non-increasing. Steps past the end repeat the last.</summary>
    public ReadOnlySpan<double> this[int step] => this[step, 0];

    /// <summary>The row of a step under an outlook.</summary>
    public Span<double> this[int step, int outlook] => _risk.AsSpan(((Math.Min(step, Steps - 1) * Outlook.Count) + outlook) * Sizes, Sizes);

    public static RiskTable Of(PlanRequest request, PlanClock clock, int steps)
    {
        var table = new RiskTable(steps, request.Ladder.Sizes.Count, Outlook.Of(clock.NextChanceStep));
        foreach (var resource in request.Prediction.Resources)
        {
            table.Add(resource.Forecast, request.Ladder, clock);
        }

        return table;
    }

    /// <summary>The smallest size that is enough in every step under every outlook.</summary>
    public int LargestAtRisk()
    {
        var enough = 0;
        for (var row = 0; row < _risk.Length; row += Sizes)
        {
            while (enough < Sizes - 1 && _risk[row + enough] > 0)
            {
                enough++;
            }
        }

        return enough;
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
            var learned = survival[step < 1 ? 0 : step < 3 ? 1 : 2];
            for (var outlook = 0; outlook < Outlook.Count; outlook++)
            {
                var row = this[step, outlook];
                for (var size = 0; size < Sizes; size++)
                {
                    row[size] += weight * (learned[size] - row[size]);
                }
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
            for (var outlook = 0; outlook < Outlook.Count; outlook++)
            {
                if (step <= near && outlook > 0)
                {
                    this[step, 0].CopyTo(this[step, outlook]);
                    continue;
                }

                Read(forecast, clock, step, near, outlook, quantiles);
                if (quantiles[^1] * Negligible < limits[0])
                {
                    continue;
                }

                var row = this[step, outlook];
                var risk = 1.0;
                for (var size = 0; size < limits.Length && risk > NoRisk; size++)
                {
                    risk = exceedance.Of(quantiles, limits[size]);
                    row[size] = Math.Max(row[size], risk > NoRisk ? risk : 0);
                }
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

    private void Read(DemandForecast forecast, PlanClock clock, int step, int near, int outlook, Span<double> quantiles)
    {
        var at = Column(forecast, clock, step);
        if (step <= near)
        {
            for (var level = 0; level < quantiles.Length; level++)
            {
                quantiles[level] = forecast.Values[level][at];
            }

            return;
        }

        var median = forecast.Values[0][at];
        var then = Column(forecast, clock, near);
        var shift = outlook == 0 ? 0 : Outlook.Share(step) * (forecast.At(Outlook.Levels[outlook], at + 1) - median);
        for (var level = 0; level < quantiles.Length; level++)
        {
            quantiles[level] = median + shift + forecast.Values[level][then] - forecast.Values[0][then];
        }
    }

    private static int Column(DemandForecast forecast, PlanClock clock, int step) => Math.Clamp(
        (int)Math.Floor((clock.At(step) - forecast.Origin).TotalMinutes / forecast.StepMinutes), 0, forecast.Steps - 1);
}
