namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The optimum where a clock hour is paid at the highest size in it. Within an hour no plan does better than that highest size throughout: it
/// costs the same and is short least. And such a plan can be carried out, since operations end within an hour and their length is known: each
/// is asked for so that it takes effect where the hour begins. So the state (size × highest price of the hour × operation in flight) falls
/// together to one size per hour, and the programme over (hour, size, short minutes used) is exact. Among equal costs it makes the fewest changes.
/// </summary>
internal static class HourlyOptimum
{
    private const int MinutesPerHour = 60;
    private const long CostUnit = 1_000_000_000;
    private const long Change = 1;
    private const int ChangeBits = 16;
    private const long Never = long.MaxValue / 4;

    public static byte[] Solve(OptimumRequest request)
    {
        var hours = (request.Demand.Length + MinutesPerHour - 1) / MinutesPerHour;
        var sizes = request.Ladder.Sizes.Count;
        var excess = Excess(request, hours, out var unavoidable);
        var budget = Math.Min(Math.Max(0, request.ShortMinutes - unavoidable), excess.Sum(e => e[0]));
        var from = new byte[hours][];
        var costs = new long[(budget + 1) * sizes];
        for (var hour = 0; hour < hours; hour++)
        {
            from[hour] = new byte[costs.Length];
            costs = Step(request, costs, excess[hour], budget, from[hour]);
        }

        return Trace(request, costs, excess, budget, from);
    }

    /// <summary>Minutes of each hour that each size leaves short beyond those that even the largest does.</summary>
    private static int[][] Excess(OptimumRequest request, int hours, out int unavoidable)
    {
        var capacities = request.Ladder.Sizes.Select(s => request.Profile.CapacityVCores(s)).ToArray();
        var largest = capacities.Max();
        var excess = new int[hours][];
        unavoidable = 0;
        for (var hour = 0; hour < hours; hour++)
        {
            excess[hour] = new int[capacities.Length];
            for (var minute = hour * MinutesPerHour; minute < Math.Min(request.Demand.Length, (hour + 1) * MinutesPerHour); minute++)
            {
                if (request.Demand[minute] > largest)
                {
                    unavoidable++;
                    continue;
                }

                for (var size = 0; size < capacities.Length && request.Demand[minute] > capacities[size]; size++)
                {
                    excess[hour][size]++;
                }
            }
        }

        return excess;
    }

    private static long[] Step(OptimumRequest request, long[] before, int[] excess, int budget, byte[] from)
    {
        var sizes = request.Ladder.Sizes;
        var after = new long[before.Length];
        var best = new byte[budget + 1];
        for (var used = 0; used <= budget; used++)
        {
            var row = before.AsSpan(used * sizes.Count, sizes.Count);
            for (var size = 1; size < row.Length; size++)
            {
                best[used] = row[size] < row[best[used]] ? (byte)size : best[used];
            }
        }

        for (var used = 0; used <= budget; used++)
        {
            for (var size = 0; size < sizes.Count; size++)
            {
                var at = (used * sizes.Count) + size;
                var left = used - excess[size];
                if (left < 0)
                {
                    after[at] = Never;
                    continue;
                }

                var stay = before[(left * sizes.Count) + size];
                var move = before[(left * sizes.Count) + best[left]] + Change;
                from[at] = stay <= move ? (byte)size : best[left];
                after[at] = Math.Min(Never, Math.Min(stay, move) + Price(sizes[size].PricePerHour));
            }
        }

        return after;
    }

    private static byte[] Trace(OptimumRequest request, long[] costs, int[][] excess, int budget, byte[][] from)
    {
        var sizes = request.Ladder.Sizes.Count;
        var last = costs.AsSpan(budget * sizes, sizes);
        var size = last.IndexOf(costs.Skip(budget * sizes).Min());
        var used = budget;
        var plan = new byte[request.Demand.Length];
        for (var hour = from.Length - 1; hour >= 0; hour--)
        {
            var start = hour * MinutesPerHour;
            plan.AsSpan(start, Math.Min(MinutesPerHour, plan.Length - start)).Fill((byte)size);
            var before = from[hour][(used * sizes) + size];
            used -= excess[hour][size];
            size = before;
        }

        return plan;
    }

    private static long Price(double perHour) => (long)Math.Round(perHour * CostUnit) << ChangeBits;
}
