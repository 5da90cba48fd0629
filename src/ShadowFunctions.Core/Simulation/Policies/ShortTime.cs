using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>The owner's limit on short time, or its price, as settings of the planner.</summary>
public static class ShortTime
{
    private const double LeastPercent = 0.01;
    private const double MostPercent = 50;

    /// <summary>The settings that keep short time below a share; the planner takes limits from 0.01 % to 50 %.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="share">Share of time that may be short, 0 to 1.</param>
    public static PreAllocationSettings Limit(PreAllocationSettings settings, double share)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { ShortLimitPercent = Math.Clamp(100 * share, LeastPercent, MostPercent), ShortLimitMinutesPerMonth = null };
    }

    /// <summary>The settings that trade short time for money.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="price">Price of a vCore-hour not served, price list's currency.</param>
    public static PreAllocationSettings Price(PreAllocationSettings settings, double price)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { ShortLimitPercent = null, ShortLimitMinutesPerMonth = null, ShortfallPricePerVCoreHour = price };
    }
}
