namespace ShadowFunctions.Core.Planning;

/// <summary>How fast the fleet may write to the platform.</summary>
/// <param name="PerSecond">Writes per second that become free.</param>
/// <param name="Burst">Most writes at once.</param>
/// <param name="GatherSeconds">Seconds a new request waits, so that those of the same moment are ranked together.</param>
/// <param name="YieldSeconds">
/// Seconds a new request that makes a store smaller waits at least: larger sizes of the same cycle, whose own passes may take longer, go before it.
/// </param>
public sealed record WriteBudgetLimits(double PerSecond, int Burst, double GatherSeconds = 1, double YieldSeconds = 45)
{
    /// <summary>Seconds a new request waits at least.</summary>
    public double FirstWait(WriteUrgency urgency) => urgency == WriteUrgency.Down ? Math.Max(GatherSeconds, YieldSeconds) : GatherSeconds;
}
