namespace ShadowFunctions.Core.Planning;

/// <summary>
/// The dynamic programme over (step, outlook, size asked for, highest size of the paid hour). Cost = bill + price of being short + price per
/// ladder step moved. A change asked for in a step takes effect within the lead time, so the risk of the steps it may land in is shared out
/// between the sizes before and after, and the hours it may fall into are billed: a smaller size must be asked for so early that it is there when
/// the next paid hour begins, a larger one bills the hour it may land in. Later steps are decided knowing the outlook of then, so going up when
/// demand turns out high is priced as what it costs then, the rest of its hour. Every part of the cost is submodular in (size, step before,
/// highest of the hour) and what risk adds grows with demand, so more demand never gives a smaller size (Topkis).
/// </summary>
internal sealed class PlanProgramme
{
    private readonly PlanClock _clock;
    private readonly PlanPrices _prices;
    private readonly Outlook _outlook;
    private readonly int _steps;
    private readonly int _sizes;
    private readonly int _top;
    private readonly double[] _stage;
    private readonly byte[] _choice;
    private readonly double[] _value;
    private readonly double[] _next;

    /// <param name="clock">The clock.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="outlook">How outlooks follow each other.</param>
    /// <param name="stage">Cost per step, outlook and size.</param>
    /// <param name="steps">Steps planned.</param>
    /// <param name="top">The largest size worth a thought: those above it are not short less. At least the size in force and the highest of the hour.</param>
    public PlanProgramme(PlanClock clock, PlanPrices prices, Outlook outlook, double[] stage, int steps, int top)
    {
        _clock = clock;
        _prices = prices;
        _outlook = outlook;
        _steps = steps;
        _sizes = prices.PerHour.Length;
        _stage = stage;
        _top = top;
        _choice = new byte[steps * _sizes * _sizes];
        _value = new double[Outlook.Count * _sizes * _sizes];
        _next = new double[Outlook.Count * _sizes * _sizes];
    }

    /// <summary>Cost of the plan found, the bill of the present hour's sizes so far left out.</summary>
    public double Cost { get; private set; }

    /// <summary>
    /// The size to ask for in every step if all goes as foreseen, beginning at a size in an hour whose highest size so far is given.
    /// </summary>
    public int[] Solve(int current, int highest)
    {
        for (var step = _steps - 1; step >= 0; step--)
        {
            for (var outlook = step == 0 ? 0 : Outlook.Count - 1; outlook >= 0; outlook--)
            {
                Step(step, outlook);
            }

            Expect(step - 1);
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

    /// <summary>What the next step will cost, seen from every outlook of a step.</summary>
    private void Expect(int step)
    {
        if (step < 0)
        {
            return;
        }

        var moves = _outlook.Moves(step);
        var all = (_top + 1) * _sizes;
        for (var from = 0; from < Outlook.Count; from++)
        {
            var expected = _next.AsSpan(from * _sizes * _sizes, all);
            expected.Clear();
            for (var to = 0; to < Outlook.Count; to++)
            {
                var value = _value.AsSpan(to * _sizes * _sizes, all);
                var chance = moves[(from * Outlook.Count) + to];
                for (var i = 0; i < all; i++)
                {
                    expected[i] += chance * value[i];
                }
            }
        }
    }

    private void Step(int step, int outlook)
    {
        Span<double> cost = stackalloc double[_sizes];
        var (opens, last) = (_prices.Hourly && _clock.OpensBill(step), step == _steps - 1);
        var (stage, next) = (((step * Outlook.Count) + outlook) * _sizes, outlook * _sizes * _sizes);
        var late = _prices.Hourly && _clock.IsLate(step);
        for (var paid = 0; paid <= _top; paid++)
        {
            for (var size = 0; size <= _top; size++)
            {
                cost[size] = _stage[stage + size] + (last ? 0 : _next[next + (size * _sizes) + NextHighest(step, size, paid)]);
                if (_prices.Hourly)
                {
                    cost[size] += Math.Max(0, _prices.PerHour[size] - _prices.PerHour[paid]) + (opens ? _prices.PerHour[size] : 0);
                }
            }

            Choose(step, outlook, paid, cost, late);
        }
    }

    /// <summary>
    /// The best size after every size before. The best of the larger ones is carried down the ladder, that of the smaller ones up it; late in the
    /// hour only larger ones are left, and they bill the next hour. From sizes above what the hour has paid for there is nothing to decide: they do not occur.
    /// </summary>
    private void Choose(int step, int outlook, int paid, ReadOnlySpan<double> cost, bool late)
    {
        var move = _prices.PerMove;
        var (best, chosen) = (double.PositiveInfinity, _top);
        for (var size = _top; size >= 0; size--)
        {
            var total = cost[size] + (move * size) + (late ? _prices.PerHour[size] : 0);
            (best, chosen) = total < best ? (total, size) : (best, chosen);
            if (size <= paid)
            {
                Keep(step, outlook, size, paid, best - (move * size) - (late ? _prices.PerHour[size] : 0), chosen);
            }
        }

        best = double.PositiveInfinity;
        for (var size = 0; size <= paid && !late; size++)
        {
            var total = cost[size] - (move * size);
            (best, chosen) = total <= best ? (total, size) : (best, chosen);
            if (best + (move * size) < _value[(((outlook * _sizes) + size) * _sizes) + paid])
            {
                Keep(step, outlook, size, paid, best + (move * size), chosen);
            }
        }
    }

    private void Keep(int step, int outlook, int before, int paid, double cost, int chosen)
    {
        _value[(((outlook * _sizes) + before) * _sizes) + paid] = cost;
        if (outlook == 0)
        {
            _choice[(((step * _sizes) + before) * _sizes) + paid] = (byte)chosen;
        }
    }

    /// <summary>The highest size of the paid hour as the next step finds it.</summary>
    private int NextHighest(int step, int size, int paid) => _clock.IsFirstOfHour(step + 1) ? size : Math.Max(size, paid);
}
