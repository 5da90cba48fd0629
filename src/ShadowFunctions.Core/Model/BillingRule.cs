namespace ShadowFunctions.Core.Model;

/// <summary>How a size is paid.</summary>
public enum BillingRule
{
    /// <summary>Each clock hour at the highest size that existed in it (provisioned compute).</summary>
    ClockHour,

    /// <summary>Each second at what was used, at least the minimum (serverless).</summary>
    PerSecond,
}
