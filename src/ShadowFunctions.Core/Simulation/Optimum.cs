using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>The cheapest sizes anyone could have chosen, in full knowledge of demand and latencies.</summary>
public static class Optimum
{
    /// <summary>Solves: the size in force in every minute, as its position on the ladder.</summary>
    public static byte[] Solve(OptimumRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsHourly(request.Ladder) ? HourlyOptimum.Solve(request) : PerSecondOptimum.Solve(request);
    }

    /// <summary>True when the sizes are paid by clock hour.</summary>
    /// <exception cref="ArgumentException">The ladder mixes billing rules.</exception>
    public static bool IsHourly(SizeLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        var hourly = ladder.Sizes[0].Billing == BillingRule.ClockHour;
        return ladder.Sizes.All(s => (s.Billing == BillingRule.ClockHour) == hourly)
            ? hourly
            : throw new ArgumentException($"The ladder '{ladder.Name}' mixes sizes paid by clock hour and per second; use one of either kind.", nameof(ladder));
    }

    /// <summary>Fewest minutes a resize can take.</summary>
    public static int FewestMinutes(WorldOptions world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Latency?.FewestMinutes ?? 2;
    }
}
