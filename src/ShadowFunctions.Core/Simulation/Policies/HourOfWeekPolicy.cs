namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// A schedule by hour of the week, as a team writes it from its charts: every slot gets the size for the highest minute seen in that slot of
/// the last weeks plus a margin. A slot never seen takes the highest minute of the same hour of any day. It reacts to nothing.
/// </summary>
/// <param name="initialSize">Size the store starts at.</param>
/// <param name="settings">Its settings; null for the default.</param>
/// <param name="name">Name for reports.</param>
public sealed class HourOfWeekPolicy(string initialSize, HourOfWeekSettings? settings = null, string name = "hour-of-week") : IScalingPolicy
{
    private const int Slots = 168;
    private const double SaturatedFactor = 1.25;
    private readonly HourOfWeekSettings _settings = settings ?? new HourOfWeekSettings();
    private readonly Dictionary<int, SortedDictionary<long, double>> _peaks = [];
    private int _read;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string InitialSize { get; } = initialSize;

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        for (; _read < observation.Minutes.Count; _read++)
        {
            Learn(observation.Minutes[_read]);
        }

        var (now, soon) = (Need(HourOf(observation.Now)), Need(HourOf(observation.Now.AddMinutes(_settings.LeadMinutes))));
        return now is null && soon is null
            ? null
            : observation.Covering(Math.Max(now ?? 0, soon ?? 0) * (1 + (_settings.MarginPercent / 100)));
    }

    private void Learn(ObservedMinute minute)
    {
        if (minute.Missing)
        {
            return;
        }

        var hour = HourOf(minute.Minute);
        var slot = SlotOf(hour);
        if (!_peaks.TryGetValue(slot, out var peaks))
        {
            _peaks[slot] = peaks = [];
        }

        var value = minute.UsedVCores * (minute.Saturated ? SaturatedFactor : 1);
        peaks[hour] = peaks.TryGetValue(hour, out var peak) ? Math.Max(peak, value) : value;
        if (peaks.Count > _settings.Weeks)
        {
            _ = peaks.Remove(peaks.Keys.First());
        }
    }

    /// <summary>The hour itself does not count: its own beginning is no schedule.</summary>
    private double? Need(long hour) => Highest(SlotOf(hour), hour) ?? Enumerable.Range(0, 7)
        .Select(day => Highest((SlotOf(hour) + (24 * day)) % Slots, hour))
        .Max();

    private double? Highest(int slot, long hour)
    {
        double? highest = null;
        if (_peaks.TryGetValue(slot, out var peaks))
        {
            foreach (var (at, value) in peaks)
            {
                highest = at == hour || value <= highest ? highest : value;
            }
        }

        return highest;
    }

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private static int SlotOf(long hour) => (int)(hour % Slots);
}
