namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// The reactive rule that MongoDB Atlas documents, CPU part: up one size after 10 minutes above 90 % or an hour above 75 %; down one size
/// when both the last 10 minutes and the last 4 hours are below 45 % and nothing went down in the last 24 hours.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">Its settings; null for the documented ones.</param>
/// <param name="name">Name for reports.</param>
public sealed class AtlasPolicy(string initialSize, AtlasSettings? settings = null, string name = "atlas-reactive") : IScalingPolicy
{
    private readonly AtlasSettings _settings = settings ?? new AtlasSettings();
    private DateTimeOffset? _lastDown;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        // A window that reaches back before the last resize mixes two sizes; the rule starts its windows anew at a resize.
        var since = observation.LastOperation is { Failed: false } last ? (observation.Now - last.SwitchAt).TotalMinutes : double.PositiveInfinity;
        var fast = Mean(observation, _settings.FastMinutes, since);
        if (fast > _settings.FastUpPercent || Mean(observation, _settings.SlowMinutes, since) > _settings.SlowUpPercent)
        {
            return observation.Neighbour(1);
        }

        var rested = _lastDown is null || observation.Now - _lastDown >= TimeSpan.FromMinutes(_settings.BetweenDownsMinutes);
        if (!rested || !(fast < _settings.DownPercent && Mean(observation, _settings.DownMinutes, since) < _settings.DownPercent))
        {
            return null;
        }

        var down = observation.Neighbour(-1);
        _lastDown = down is null ? _lastDown : observation.Now;
        return down;
    }

    private static double? Mean(PolicyObservation observation, int minutes, double since) =>
        since < minutes ? null : 100 * observation.MeanUtilisation(minutes);
}
