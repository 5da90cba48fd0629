namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>One interval of production as its statement statistics tell of one statement.</summary>
/// <param name="Executions">Executions in it, above 0.</param>
/// <param name="Seconds">Mean seconds inside the executor.</param>
/// <param name="Pages">Mean pages touched.</param>
/// <param name="Misses">Mean pages that were not in the server's cache.</param>
public readonly record struct IntervalMean(double Executions, double Seconds, double Pages, double Misses = 0)
{
    /// <summary>
    /// Standard deviation of one execution, from how far the means of intervals lie apart: a mean of n executions deviates by 1/√n of one. Statements with few,
    /// unlike executions (a plan for some parameters, another for others) differ most.
    /// </summary>
    /// <param name="intervals">The intervals; 0 comes back for fewer than two.</param>
    /// <param name="amount">Which mean.</param>
    internal static double Deviation(IReadOnlyList<IntervalMean> intervals, Func<IntervalMean, double> amount)
    {
        if (intervals.Count < 2)
        {
            return 0;
        }

        return Math.Sqrt(Squares(intervals, amount) / (intervals.Count - 1));
    }

    /// <summary>Standard deviation of the means themselves: of what is the same for all executions of an interval, such as what lies in the cache.</summary>
    /// <param name="intervals">The intervals; 0 comes back for fewer than two.</param>
    /// <param name="amount">Which mean.</param>
    internal static double Between(IReadOnlyList<IntervalMean> intervals, Func<IntervalMean, double> amount) =>
        intervals.Count < 2 ? 0 : Math.Sqrt(Squares(intervals, amount) / intervals.Sum(i => i.Executions));

    private static double Squares(IReadOnlyList<IntervalMean> intervals, Func<IntervalMean, double> amount)
    {
        var mean = intervals.Sum(i => i.Executions * amount(i)) / intervals.Sum(i => i.Executions);
        return intervals.Sum(i => i.Executions * Math.Pow(amount(i) - mean, 2));
    }
}
