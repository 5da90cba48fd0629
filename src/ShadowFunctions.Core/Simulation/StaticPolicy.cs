using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>One size, held all the time: what a team buys that never wants to be short.</summary>
/// <param name="size">The size.</param>
public sealed class StaticPolicy(string size) : IScalingPolicy
{
    /// <inheritdoc/>
    public string Name => "static peak";

    /// <inheritdoc/>
    public string InitialSize { get; } = size;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation) => null;

    /// <summary>The smallest size that covers every minute of the window; the largest where none does.</summary>
    public static StaticPolicy ForPeak(IDemandTrace trace, DateTimeOffset from, DateTimeOffset to, SizeLadder ladder, LoadProfile profile)
    {
        var peak = 0.0;
        for (var minute = StoreWorld.FloorToMinute(from); minute < to; minute = minute.AddMinutes(1))
        {
            peak = Math.Max(peak, trace.DemandVCores(minute));
        }

        return new StaticPolicy((ladder.Sizes.FirstOrDefault(s => profile.CapacityVCores(s) >= peak) ?? ladder.Largest).Name);
    }
}
