using System.Numerics;

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
        _sizes = top + 1;
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

        // Where seconds are paid, what an hour has paid for does not matter: all of it is kept as if it were the largest size.
        var start = _prices.Hourly ? Math.Max(current, highest) : _top;
        var sizes = new int[_steps];
        for (var (step, size, paid) = (0, current, start); step < _steps; step++)
        {
            size = _choice[(((step * _sizes) + paid) * _sizes) + size];
            sizes[step] = size;
            paid = _prices.Hourly && _clock.IsFirstOfHour(step + 1) ? size : Math.Max(size, paid);
        }

        Cost = _value[(start * _sizes) + current];
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
        var all = _sizes * _sizes;
        for (var from = 0; from < Outlook.Count; from++)
        {
            var expected = _next.AsSpan(from * all, all);
            expected.Clear();
            for (var to = 0; to < Outlook.Count; to++)
            {
                Add(expected, _value.AsSpan(to * all, all), moves[(from * Outlook.Count) + to]);
            }
        }
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> value, double factor)
    {
        var at = 0;
        for (; at <= sum.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            (new Vector<double>(sum[at..]) + (factor * new Vector<double>(value[at..]))).CopyTo(sum[at..]);
        }

        for (; at < sum.Length; at++)
        {
            sum[at] += factor * value[at];
        }
    }

    /// <summary>One step under one outlook: every size before, in every hour paid so far.</summary>
    private void Step(int step, int outlook)
    {
        Span<double> now = stackalloc double[_sizes];
        Span<double> fresh = stackalloc double[_sizes];
        Span<double> rise = stackalloc double[_sizes];
        var hourly = _prices.Hourly;
        var (opens, late, first) = (hourly && _clock.OpensBill(step), hourly && _clock.IsLate(step), hourly && _clock.IsFirstOfHour(step + 1));
        var stage = _stage.AsSpan(((step * Outlook.Count) + outlook) * _prices.PerHour.Length, _sizes);
        var next = _next.AsSpan(outlook * _sizes * _sizes, _sizes * _sizes);
        var bound = _prices.DwellMinutes == 0 ? 0 : Dwell.BoundHours(_clock, step, _prices.DwellMinutes, hourly);
        for (var size = 0; size < _sizes; size++)
        {
            // A size above what the hour has paid for, or one that begins an hour, is the highest of its hour.
            now[size] = stage[size] + (opens ? _prices.PerHour[size] : 0);
            fresh[size] = now[size] + next[(size * _sizes) + size];
            rise[size] = (_prices.PerMove * size) + (bound * _prices.PerHour[size]);
        }

        var (best, chosen) = (double.PositiveInfinity, _top);
        for (var paid = _top; paid >= (hourly ? 0 : _top); paid--)
        {
            Choose(step, outlook, paid, now, first ? default : next.Slice(paid * _sizes, _sizes), fresh, rise, late, (best, chosen));
            var total = fresh[paid] + rise[paid] + ((late ? 2 : 1) * _prices.PerHour[paid]);
            (best, chosen) = total < best ? (total, paid) : (best, chosen);
        }
    }

    /// <summary>
    /// The best size after every size before. The best of the larger ones is carried down the ladder, that of the smaller ones up it; late in the
    /// hour only larger ones are left, and they bill the next hour. From sizes above what the hour has paid for there is nothing to decide: they do not occur.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="outlook">The outlook.</param>
    /// <param name="paid">Highest size of the hour so far.</param>
    /// <param name="now">Cost of every size in this step.</param>
    /// <param name="next">Cost of the following steps in the same hour; empty where the next step begins one.</param>
    /// <param name="fresh">Cost of every size with the following steps where it is the highest of its hour.</param>
    /// <param name="rise">Price of moving up to every size from nothing: of the move, and of the hours that the size then binds.</param>
    /// <param name="late">Whether what is asked for lands in the next hour.</param>
    /// <param name="above">The best of the sizes above what is paid, with its price and that of moving up from nothing.</param>
    private void Choose(
        int step, int outlook, int paid, ReadOnlySpan<double> now, ReadOnlySpan<double> next, ReadOnlySpan<double> fresh, ReadOnlySpan<double> rise,
        bool late, (double Cost, int Size) above)
    {
        var move = _prices.PerMove;
        var price = _prices.PerHour.AsSpan(0, _sizes);
        var value = _value.AsSpan(((outlook * _sizes) + paid) * _sizes, _sizes);
        var choice = _choice.AsSpan(((step * _sizes) + paid) * _sizes, outlook == 0 ? _sizes : 0);
        var (best, chosen) = (above.Cost - price[paid], above.Size);
        for (var size = paid; size >= 0; size--)
        {
            var fixedCost = rise[size] + (late ? price[size] : 0);
            var total = (next.IsEmpty ? fresh[size] : now[size] + next[size]) + fixedCost;
            (best, chosen) = total < best ? (total, size) : (best, chosen);
            Keep(value, choice, size, best - fixedCost, chosen);
        }

        best = double.PositiveInfinity;
        for (var size = 0; size <= paid && !late; size++)
        {
            var total = (next.IsEmpty ? fresh[size] : now[size] + next[size]) - (move * size);
            (best, chosen) = total <= best ? (total, size) : (best, chosen);
            if (best + (move * size) < value[size])
            {
                Keep(value, choice, size, best + (move * size), chosen);
            }
        }
    }

    private static void Keep(Span<double> value, Span<byte> choice, int before, double cost, int chosen)
    {
        value[before] = cost;
        if (!choice.IsEmpty)
        {
            choice[before] = (byte)chosen;
        }
    }
}
