using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// What single statements had of luck in an interval. A statement whose executions are unlike (a plan for some parameters, another for others) may take
/// twice its mean in one interval and half of it in the next; its seconds in the executor tell, so that the interval's CPU need not be guessed from counts
/// (a control variate). What all statements share in an interval is the load's or the machine's doing and stays.
/// </summary>
internal static class StatementLuck
{
    // However the clocks disagree, an interval keeps this share of its CPU.
    private const double LeastKept = 0.3;

    /// <summary>Intervals with the CPU they would have taken had every statement run as it does on the mean of all intervals.</summary>
    /// <param name="windows">Intervals of one server.</param>
    /// <param name="share">Share of the executor's wall clock that is CPU.</param>
    public static IReadOnlyList<LoadWindow> Remove(IReadOnlyList<LoadWindow> windows, double share)
    {
        var each = windows.SelectMany(w => w.ExecutorSeconds.Select(s => (Id: s.Key, Seconds: s.Value, Calls: w.Executions.GetValueOrDefault(s.Key))))
            .Where(s => s.Calls > 0).GroupBy(s => s.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(s => s.Seconds) / g.Sum(s => s.Calls), StringComparer.Ordinal);
        return [.. windows.Select(w => w with { CpuSeconds = Math.Max(LeastKept * w.CpuSeconds, w.CpuSeconds - (share * Seconds(w, each))) })];
    }

    /// <summary>Executor seconds beyond what the interval's statements take on the mean, at the pace that all of them share in it.</summary>
    private static double Seconds(LoadWindow window, Dictionary<string, double> each)
    {
        var known = window.ExecutorSeconds.Select(s => (Seconds: s.Value, Usual: window.Executions.GetValueOrDefault(s.Key) * each.GetValueOrDefault(s.Key))).Where(s => s.Usual > 0).ToArray();
        var pace = RobustRegression.Median(known.Select(s => s.Seconds / s.Usual));
        return known.Sum(s => s.Seconds - (pace * s.Usual));
    }
}
