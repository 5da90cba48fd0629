namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The dynamic programme over (step, size asked for, highest size of the paid hour). Cost = bill + price of being short + price per ladder step
/// moved. A change asked for in a step takes effect within the lead time, so the risk of the steps it may land in is shared out between the sizes
/// before and after, and the hours it may fall into are billed: a smaller size must be asked for so early that it is there when the next
/// paid hour begins, a larger one bills the hour it may land in. Every part of the cost is submodular in (size, step before, highest of the hour)
/// and what risk adds grows with demand, so more demand never gives a smaller size (Topkis).
/// </summary>
internal sealed class PlanProgramme
{
    private readonly PlanClock _clock;
    private readonly PlanPrices _prices;
    private readonly int _steps;
    private readonly int _sizes;
    private readonly double[] _stage;
    private readonly byte[] _choice;
    private readonly double[] _value;
    private readonly double[] _next;

    public PlanProgramme(PlanClock clock, PlanPrices prices, double[] stage, int steps)
    {
        _clock = clock;
        _prices = prices;
        _steps = steps;
        _sizes = prices.PerHour.Length;
        _stage = stage;
        _choice = new byte[steps * _sizes * _sizes];
        _value = new double[_sizes * _sizes];
        _next = new double[_sizes * _sizes];
    }

    /// <summary>The size to ask for in every step, beginning at a size in an hour whose highest size so far is given.</summary>
    public int[] Solve(int current, int highest)
    {
        for (var step = _steps - 1; step >= 0; step--)
        {
            Step(step);
            _value.AsSpan().CopyTo(_next);
        }

        var sizes = new int[_steps];
        for (var (step, size, paid) = (0, current, Math.Max(current, highest)); step < _steps; step++)
        {
            size = _choice[(((step * _sizes) + size) * _sizes) + paid];
            sizes[step] = size;
            paid = NextHighest(step, size, paid);
        }

        Cost = _value[(current * _sizes) + Math.Max(current, highest)];
        return sizes;
    }

    /// <summary>Cost of the plan found, the bill of the present hour's sizes so far left out.</summary>
    public double Cost { get; private set; }

    private void Step(int step)
    {
        Span<double> cost = stackalloc double[_sizes];
        var (hourly, opens, late) = (_prices.Hourly, _clock.OpensBill(step), _clock.IsLate(step));
        var last = step == _steps - 1;
        for (var paid = 0; paid < _sizes; paid++)
        {
            for (var size = 0; size < _sizes; size++)
            {
                cost[size] = _stage[(step * _sizes) + size] + (last ? 0 : _next[(size * _sizes) + NextHighest(step, size, paid)]);
                if (hourly)
                {
                    cost[size] += Math.Max(0, _prices.PerHour[size] - _prices.PerHour[paid]) + (opens ? _prices.PerHour[size] : 0);
                }
            }

            // From sizes above what the hour has paid for there is nothing to decide: they do not occur.
            for (var before = 0; before <= paid; before++)
            {
                Choose(step, before, paid, cost, late && hourly ? _prices.PerHour : null);
            }
        }
    }

    private void Choose(int step, int before, int paid, ReadOnlySpan<double> cost, double[]? nextHour)
    {
        var best = double.PositiveInfinity;
        var chosen = before;
        for (var size = nextHour is null ? 0 : before; size < cost.Length; size++)
        {
            var total = cost[size] + (_prices.PerMove * Math.Abs(size - before)) + (nextHour is null ? 0 : nextHour[size] - nextHour[before]);
            if (total <= best)
            {
                (best, chosen) = (total, size);
            }
        }

        _value[(before * _sizes) + paid] = best;
        _choice[(((step * _sizes) + before) * _sizes) + paid] = (byte)chosen;
    }

    /// <summary>The highest size of the paid hour as the next step finds it.</summary>
    private int NextHighest(int step, int size, int paid) => _clock.IsFirstOfHour(step + 1) ? size : Math.Max(size, paid);
}
