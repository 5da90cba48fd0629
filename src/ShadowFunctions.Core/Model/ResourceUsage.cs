namespace ShadowFunctions.Core.Model;

/// <summary>What was measured over a window: mean amounts, latency and the rate that was really achieved.</summary>
/// <param name="Amounts">Mean use per resource, absolute units.</param>
/// <param name="LatencyP50Milliseconds">Median statement latency in milliseconds; null when latency was not measured.</param>
/// <param name="LatencyP95Milliseconds">95th percentile in milliseconds.</param>
/// <param name="LatencyP99Milliseconds">99th percentile in milliseconds.</param>
/// <param name="AchievedPerSecond">Statements completed per second; null when not a statement workload.</param>
public sealed record ResourceUsage(
    ResourceAmounts Amounts,
    double? LatencyP50Milliseconds = null,
    double? LatencyP95Milliseconds = null,
    double? LatencyP99Milliseconds = null,
    double? AchievedPerSecond = null);
