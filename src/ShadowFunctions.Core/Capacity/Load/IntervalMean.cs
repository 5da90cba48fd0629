namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>One interval of production as its statement statistics tell of one statement.</summary>
/// <param name="Executions">Executions in it, above 0.</param>
/// <param name="Seconds">Mean seconds inside the executor.</param>
/// <param name="Pages">Mean pages touched.</param>
public readonly record struct IntervalMean(double Executions, double Seconds, double Pages)
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

        var mean = intervals.Sum(i => i.Executions * amount(i)) / intervals.Sum(i => i.Executions);
        return Math.Sqrt(intervals.Sum(i => i.Executions * Math.Pow(amount(i) - mean, 2)) / (intervals.Count - 1));
    }
}
