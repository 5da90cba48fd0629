using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>One size, held all the time.</summary>
/// <param name="size">The size.</param>
/// <param name="name">Name for reports.</param>
public sealed class StaticPolicy(string size, string name = "static-peak") : IScalingPolicy
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = size;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation) => null;

    /// <summary>The smallest size that covers every minute of the window, known in hindsight: what a team buys that never wants to be short.</summary>
    public static StaticPolicy ForPeak(IDemandTrace trace, DateTimeOffset from, DateTimeOffset to, SizeLadder ladder, LoadProfile profile) =>
        ForShare(1, trace, from, to, ladder, profile, "static-peak");

    /// <summary>The smallest size that covers that share of the window's minutes, known in hindsight; the largest where none does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 1.</exception>
    public static StaticPolicy ForShare(
        double share, IDemandTrace trace, DateTimeOffset from, DateTimeOffset to, SizeLadder ladder, LoadProfile profile, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var demand = new List<double>();
        for (var minute = StoreWorld.FloorToMinute(from); minute < to; minute = minute.AddMinutes(1))
        {
            demand.Add(trace.DemandVCores(minute));
        }

        demand.Sort();
        var covered = demand.Count == 0 ? 0 : demand[(int)Math.Ceiling(share * demand.Count) - 1];
        return new StaticPolicy((ladder.Sizes.FirstOrDefault(s => profile.CapacityVCores(s) >= covered) ?? ladder.Largest).Name, name);
    }
}
