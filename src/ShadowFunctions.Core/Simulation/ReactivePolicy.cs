namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The usual threshold rule: one size up when mean utilisation of the last minutes is above the upper threshold, one down when below the
/// lower, then a cooldown. It sees every minute at once, without the delay real metrics have, so it is compared at its best.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="upPercent">Upper threshold, percent.</param>
/// <param name="downPercent">Lower threshold, percent.</param>
/// <param name="windowMinutes">Minutes averaged.</param>
/// <param name="cooldownMinutes">Fewest minutes between two requests.</param>
public sealed class ReactivePolicy(
    string initialSize, double upPercent = 70, double downPercent = 30, int windowMinutes = 5, int cooldownMinutes = 10) : IScalingPolicy
{
    /// <inheritdoc/>
    public string Name => $"reactive {upPercent:0}/{downPercent:0}";

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        if (observation.LastResizeAt is { } last && observation.Now - last < TimeSpan.FromMinutes(cooldownMinutes))
        {
            return null;
        }

        var utilisation = 100 * observation.MeanUtilisation(windowMinutes);
        var step = utilisation > upPercent ? 1 : utilisation < downPercent ? -1 : 0;
        var target = observation.Ladder.IndexOf(observation.Size) + step;
        return step == 0 || target < 0 || target >= observation.Ladder.Sizes.Count ? null : observation.Ladder.Sizes[target].Name;
    }
}
