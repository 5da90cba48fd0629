using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>The owner's limit on short time as settings of the planner.</summary>
public static class ShortTime
{
    /// <summary>The settings that keep short time below a share.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="share">Share of time that may be short, 0 to 1.</param>
    public static PreAllocationSettings Limit(PreAllocationSettings settings, double share)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { RiskQuantile = Math.Clamp(1 - (2 * share), 0.5, 0.999) };
    }
}
