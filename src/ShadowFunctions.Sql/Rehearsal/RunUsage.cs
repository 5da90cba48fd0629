using HdrHistogram;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Sums a run up. Rates are per second of the schedule, not of the wall clock.</summary>
internal static class RunUsage
{
    private const double MillisecondsPerMicrosecond = 0.001;

    public static ResourceUsage Of(IReadOnlyList<CostTally> tallies, double span)
    {
        var executions = tallies.Sum(t => t.Executions);
        if (executions == 0 || span <= 0)
        {
            return new ResourceUsage(ResourceAmounts.Unknown);
        }

        var all = new LongHistogram(tallies[0].Latencies.HighestTrackableValue, 2);
        foreach (var tally in tallies)
        {
            all.Add(tally.Latencies);
        }

        double Percentile(double percent) => all.GetValueAtPercentile(percent) * MillisecondsPerMicrosecond;
        var amounts = ResourceAmounts.Unknown with
        {
            CpuVCores = tallies.Sum(t => t.CpuSeconds) / span,
            DataIops = tallies.Sum(t => t.DataPages) / span,
            LogBytesPerSecond = tallies.Sum(t => t.LogBytes) / span,
            NetworkBytesPerSecond = tallies.Sum(t => t.ResultBytes) / span,
        };
        return new ResourceUsage(amounts, Percentile(50), Percentile(95), Percentile(99), executions / span);
    }
}
