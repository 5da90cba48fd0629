using HdrHistogram;

namespace ShadowFunctions.Sql.Load;

/// <summary>Latency in milliseconds from the instant a statement was due to its end: waiting for a connection counts.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Longest.</param>
public sealed record LatencySummary(double Mean, double P50, double P95, double P99, double P999, double Max)
{
    private const double MillisecondsPerMicrosecond = 0.001;

    internal static LatencySummary? Of(HistogramBase microseconds)
    {
        if (microseconds.TotalCount == 0)
        {
            return null;
        }

        double At(double percent) => microseconds.GetValueAtPercentile(percent) * MillisecondsPerMicrosecond;
        return new LatencySummary(microseconds.GetMean() * MillisecondsPerMicrosecond, At(50), At(95), At(99), At(99.9), microseconds.GetMaxValue() * MillisecondsPerMicrosecond);
    }
}
