namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// The usual threshold rule: one size up when mean utilisation of the last minutes is above the upper threshold, one down when below the
/// lower, then a cooldown. It sees every minute at once, without the delay real metrics have, so it is compared at its best.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">Its settings; null for 70/30.</param>
/// <param name="name">Name for reports.</param>
public sealed class ReactivePolicy(string initialSize, ThresholdSettings? settings = null, string name = "threshold-70-30") : IScalingPolicy
{
    private readonly ThresholdSettings _settings = settings ?? new ThresholdSettings();

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        if (observation.LastOperation is { } last && observation.Now - last.RequestedAt < TimeSpan.FromMinutes(_settings.CooldownMinutes))
        {
            return null;
        }

        var utilisation = 100 * observation.MeanUtilisation(_settings.WindowMinutes);
        return observation.Neighbour(utilisation > _settings.UpPercent ? 1 : utilisation < _settings.DownPercent ? -1 : 0);
    }
}
