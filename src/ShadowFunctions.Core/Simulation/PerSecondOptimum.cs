using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The optimum where every second is paid by use: a dynamic programme over (minute, size) in which two changes lie at least the shortest
/// resize apart. Exact without short minutes. With a limit, a price per short minute is searched that meets it: the cheapest plan at that price.
/// </summary>
internal static class PerSecondOptimum
{
    private const int Searches = 40;

    public static byte[] Solve(OptimumRequest request)
    {
        var (costs, shorts) = Tables(request);
        var unavoidable = request.Demand.Count(d => d > request.Ladder.Sizes.Max(s => request.Profile.CapacityVCores(s)));
        var allowed = Math.Max(unavoidable, request.ShortMinutes);
        var gap = Optimum.FewestMinutes(request.World);
        var (low, high) = (0.0, 1 + (10 * request.Demand.Length * costs.Max(c => c.Max())));
        var best = Plan(costs, shorts, high, gap);
        for (var i = 0; i < Searches && request.ShortLimit > 0; i++)
        {
            var price = Math.Sqrt(Math.Max(low, 1e-9) * high);
            var plan = Plan(costs, shorts, price, gap);
            if (Enumerable.Range(0, plan.Length).Count(t => shorts[plan[t]][t]) <= allowed)
            {
                (best, high) = (plan, price);
            }
            else
            {
                low = price;
            }
        }

        return best;
    }

    private static (double[][] Costs, bool[][] Shorts) Tables(OptimumRequest request)
    {
        var world = new StoreWorld(new ConstantTrace(0), name => request.Ladder[name], request.Profile, 0, request.World);
        double[] Costs(ComputeSize size) => [.. request.Demand.Select(d => world.PerSecondCost(size, Math.Min(d, request.Profile.CapacityVCores(size)), null))];
        bool[] Shorts(ComputeSize size) => [.. request.Demand.Select(d => d > request.Profile.CapacityVCores(size))];
        return ([.. request.Ladder.Sizes.Select(Costs)], [.. request.Ladder.Sizes.Select(Shorts)]);
    }

    /// <summary>Cheapest plan at a price per short minute. A change holds for at least <paramref name="gap"/> minutes.</summary>
    private static byte[] Plan(double[][] costs, bool[][] shorts, double price, int gap)
    {
        var (sizes, minutes) = (costs.Length, costs[0].Length);
        var value = new double[minutes + 1][];
        var entered = new byte[minutes + 1][];
        var sums = new double[sizes][];
        for (var size = 0; size < sizes; size++)
        {
            sums[size] = new double[minutes + 1];
            for (var t = 0; t < minutes; t++)
            {
                sums[size][t + 1] = sums[size][t] + costs[size][t] + (shorts[size][t] ? price : 0);
            }
        }

        value[0] = new double[sizes];
        entered[0] = [.. Enumerable.Range(0, sizes).Select(s => (byte)s)];
        for (var t = 1; t <= minutes; t++)
        {
            (value[t], entered[t]) = (new double[sizes], new byte[sizes]);
            var start = t - gap;
            var cheapest = start > 0 ? (byte)Array.IndexOf(value[start], value[start].Min()) : (byte)0;
            for (var size = 0; size < sizes; size++)
            {
                var stay = value[t - 1][size] + sums[size][t] - sums[size][t - 1];
                var move = start > 0 ? value[start][cheapest] + sums[size][t] - sums[size][start] : double.PositiveInfinity;
                value[t][size] = Math.Min(stay, move);
                entered[t][size] = move < stay ? cheapest : (byte)size;
            }
        }

        return Trace(value[minutes], entered, gap);
    }

    private static byte[] Trace(double[] last, byte[][] entered, int gap)
    {
        var plan = new byte[entered.Length - 1];
        var size = (byte)Array.IndexOf(last, last.Min());
        for (var t = plan.Length; t > 0;)
        {
            var before = entered[t][size];
            var length = before == size ? 1 : gap;
            plan.AsSpan(t - length, length).Fill(size);
            (t, size) = (t - length, before);
        }

        return plan;
    }
}
