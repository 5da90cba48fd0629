namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The optimum where a clock hour is paid at the highest size in it. Within an hour no plan does better than that highest size throughout: it
/// costs the same and is short least. And such a plan can be carried out, since operations end within an hour and their length is known: each
/// is asked for so that it takes effect where the hour begins. So the state (size × highest price of the hour × operation in flight) falls
/// together to one size per hour, and the programme over (hour, short minutes used) is exact.
/// </summary>
internal static class HourlyOptimum
{
    private const int MinutesPerHour = 60;
    private const long Never = long.MaxValue / 4;

    // Money in whole units of 1e-9, so that sums are exact and equal costs are equal.
    private const double MoneyUnit = 1e9;

    public static byte[] Solve(OptimumRequest request)
    {
        var hours = Choices(request, out var unavoidable);
        var budget = Math.Min(Math.Max(0, request.ShortMinutes - unavoidable), hours.Sum(h => h.Max(c => c.Short)));
        var chosen = new byte[hours.Length][];
        var costs = new long[budget + 1];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            chosen[hour] = new byte[budget + 1];
            costs = Step(costs, hours[hour], chosen[hour]);
        }

        return Trace(request, hours, chosen, budget);
    }

    /// <summary>
    /// What may be chosen for each hour: a size, and the minutes it leaves short beyond those that even the largest does. Of sizes that are
    /// short alike only the cheapest is worth a thought.
    /// </summary>
    private static Choice[][] Choices(OptimumRequest request, out int unavoidable)
    {
        var sizes = request.Ladder.Sizes;
        var capacities = sizes.Select(s => request.Profile.CapacityVCores(s)).ToArray();
        var largest = capacities.Max();
        unavoidable = request.Demand.Count(d => d > largest);
        return
        [
            .. request.Demand.Chunk(MinutesPerHour).Select(hour => sizes
                .Select((size, i) => new Choice(
                    (byte)i, hour.Count(d => d > capacities[i] && d <= largest), (long)Math.Round(size.PricePerHour * MoneyUnit)))
                .GroupBy(c => c.Short)
                .Select(alike => alike.MinBy(c => c.Price))
                .ToArray()),
        ];
    }

    private static long[] Step(long[] before, Choice[] choices, byte[] chosen)
    {
        var after = new long[before.Length];
        for (var used = 0; used < after.Length; used++)
        {
            after[used] = Never;
            for (byte i = 0; i < choices.Length; i++)
            {
                var left = used - choices[i].Short;
                if (left >= 0 && before[left] + choices[i].Price < after[used])
                {
                    (after[used], chosen[used]) = (before[left] + choices[i].Price, i);
                }
            }
        }

        return after;
    }

    private static byte[] Trace(OptimumRequest request, Choice[][] hours, byte[][] chosen, int budget)
    {
        var plan = new byte[request.Demand.Length];
        for (var hour = hours.Length - 1; hour >= 0; hour--)
        {
            var choice = hours[hour][chosen[hour][budget]];
            var start = hour * MinutesPerHour;
            plan.AsSpan(start, Math.Min(MinutesPerHour, plan.Length - start)).Fill(choice.Size);
            budget -= choice.Short;
        }

        return plan;
    }

    private readonly record struct Choice(byte Size, int Short, long Price);
}
