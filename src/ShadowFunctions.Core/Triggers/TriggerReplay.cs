using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Replays alert thresholds on the store's own minutes, as if it had had this size: which alarms would have rung, which of them for nothing,
/// and which short minutes nobody would have warned of in time.
/// </summary>
public static class TriggerReplay
{
    private const int WindowMinutes = 5;
    private const int MinutesAnAlarmHolds = 30;

    private static readonly ResourceKind[] Kinds =
        [ResourceKind.CpuVCores, ResourceKind.DataIops, ResourceKind.LogBytesPerSecond, ResourceKind.Workers];

    /// <summary>Replays.</summary>
    /// <param name="samples">Production's minutes in time order.</param>
    /// <param name="size">The size the percentages are of.</param>
    /// <param name="settings">The thresholds.</param>
    /// <param name="leadTimeMinutes">Minutes from an alarm until a larger size can be ready.</param>
    public static TriggerScore Score(IReadOnlyList<UsageSample> samples, ComputeSize size, TriggerSettings settings, double leadTimeMinutes)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentNullException.ThrowIfNull(settings);
        var shorts = samples.Where(s => IsShort(s, size)).Select(s => s.Minute).ToList();
        var (alarms, windows) = Alarms(samples, size, settings);
        var lead = TimeSpan.FromMinutes(leadTimeMinutes);
        var hold = lead + TimeSpan.FromMinutes(MinutesAnAlarmHolds);
        return new TriggerScore(
            alarms.Count,
            alarms.Count(a => !AnyIn(shorts, a, a + hold)),
            shorts.Count,
            shorts.Count(m => !AnyIn(alarms, m - hold, m - lead)),
            windows);
    }

    private static bool IsShort(UsageSample sample, ComputeSize size) =>
        (sample.Saturated && (sample.Size is null || sample.Size == size.Name)) || Kinds.Any(k => sample.Amounts[k] >= size.Limits[k]);

    /// <summary>Ends of the windows whose mean passes a threshold after one that did not: an alarm rings once until it is quiet again.</summary>
    private static (List<DateTimeOffset> Alarms, int Windows) Alarms(IReadOnlyList<UsageSample> samples, ComputeSize size, TriggerSettings settings)
    {
        var alarms = new List<DateTimeOffset>();
        var rings = false;
        var windows = 0;
        foreach (var window in samples.GroupBy(s => s.Minute.ToUnixTimeSeconds() / (60 * WindowMinutes)))
        {
            windows++;
            var over = Kinds.Any(k => Percent(window, k, size) > Threshold(settings, k));
            if (over && !rings)
            {
                alarms.Add(DateTimeOffset.FromUnixTimeSeconds((window.Key + 1) * 60 * WindowMinutes));
            }

            rings = over;
        }

        return (alarms, windows);
    }

    private static double? Percent(IEnumerable<UsageSample> window, ResourceKind kind, ComputeSize size) =>
        size.Limits[kind] is { } limit and > 0
            ? 100 * window.Select(s => s.Amounts[kind]).Where(a => a is { } v && double.IsFinite(v)).Average() / limit
            : null;

    private static double Threshold(TriggerSettings settings, ResourceKind kind) => kind switch
    {
        ResourceKind.CpuVCores => settings.CpuPercent,
        ResourceKind.DataIops => settings.DataIoPercent,
        ResourceKind.LogBytesPerSecond => settings.LogWritePercent,
        _ => settings.WorkersPercent,
    };

    /// <summary>Is any instant of an ascending list in [from, to]?</summary>
    private static bool AnyIn(List<DateTimeOffset> instants, DateTimeOffset from, DateTimeOffset to)
    {
        var at = instants.BinarySearch(from);
        var first = at >= 0 ? at : ~at;
        return first < instants.Count && instants[first] <= to;
    }
}
