namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// Target tracking as horizontal autoscalers do it: straight to the size at which use would be the target, up at once, down when none of the
/// last minutes asked for more.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">Its settings; null for 70 % and five minutes.</param>
/// <param name="name">Name for reports.</param>
public sealed class TargetTrackingPolicy(string initialSize, TargetTrackingSettings? settings = null, string name = "target-tracking") : IScalingPolicy
{
    private readonly TargetTrackingSettings _settings = settings ?? new TargetTrackingSettings();

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        var minutes = observation.Minutes;
        if (minutes.Count == 0)
        {
            return null;
        }

        double used = 0;
        var seen = false;
        for (var i = Math.Max(0, minutes.Count - _settings.WindowMinutes); i < minutes.Count; i++)
        {
            if (!minutes[i].Missing)
            {
                used = Math.Max(used, minutes[i].UsedVCores);
                seen = true;
            }
        }

        return seen ? observation.Covering(100 * used / _settings.TargetPercent) : null;
    }
}
