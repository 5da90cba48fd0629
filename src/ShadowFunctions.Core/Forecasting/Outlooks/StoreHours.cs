using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// The last twelve weeks of one store in hours, every resource: what the view of the coming day and week is made from. Some 130 KiB
/// whatever the store's age. Not safe for concurrent use.
/// </summary>
public sealed class StoreHours : ILearned<StoreHours>
{
    /// <summary>Hours kept.</summary>
    public const int KeptHours = 12 * 168;

    private const int StateVersion = 2;
    private const int OldestVersion = 1;
    private const int DayHours = 24;
    private static readonly ResourceKind[] Kinds = Enum.GetValues<ResourceKind>();
    private readonly HourSeries[] _series = [.. Kinds.Select(kind => new HourSeries(kind == ResourceKind.CpuVCores, kind != ResourceKind.StorageBytes))];
    private long _lastMinute = long.MinValue;

    /// <summary>First minute not learned yet, UTC; null before the first.</summary>
    public DateTimeOffset? ObservedUntil => _lastMinute == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds((_lastMinute + 1) * 60);

    /// <summary>End of the last complete hour of CPU, UTC; null before the first.</summary>
    public DateTimeOffset? Origin => Of(ResourceKind.CpuVCores).Open is { } open && Of(ResourceKind.CpuVCores).Highest(open).Length > 0 ? Start(open) : null;

    /// <summary>Learns minutes in time order; minutes taken before are ignored. Hours inside announced events are left out.</summary>
    public void Observe(IReadOnlyList<UsageSample> samples, IReadOnlyList<Scenario> scenarios)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var windows = ScenarioWindow.Resolve(scenarios);
        foreach (var sample in samples)
        {
            var minute = (long)Math.Floor(sample.Minute.ToUnixTimeSeconds() / 60.0);
            if (minute <= _lastMinute)
            {
                continue;
            }

            _lastMinute = minute;
            var changed = windows.Any(w => w.Holds(sample.Minute));
            foreach (var kind in Kinds)
            {
                if (sample.Amounts[kind] is { } amount)
                {
                    var elastic = kind is not (ResourceKind.StorageBytes or ResourceKind.MemoryBytes);
                    Of(kind).Add(sample.Minute, amount, elastic && sample.Saturated, elastic && changed);
                }
            }
        }
    }

    /// <summary>
    /// The highest five minutes of every hour up to <see cref="Origin"/>, oldest first, NaN for gaps; empty for a resource that was not seen in the last day.
    /// </summary>
    public double[] Highest(ResourceKind kind) => Of(ResourceKind.CpuVCores).Open is { } end ? Recent(Of(kind).Highest(end)) : [];

    /// <summary>The mean CPU of every such hour, vCores.</summary>
    public double[] MeanCpu() => Of(ResourceKind.CpuVCores).Open is { } end ? Recent(Of(ResourceKind.CpuVCores).Means(end)) : [];

    /// <summary>Keeps what an outlook said until its hours have come; the first one of each day counts, and a repeat changes nothing.</summary>
    public void Remember(StoreOutlook outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var origin = outlook.Origin.ToUnixTimeSeconds() / 3600;
        Of(ResourceKind.CpuVCores).Remember(origin, outlook.MeanCpu, ofMeans: true);
        foreach (var highest in outlook.Highest)
        {
            Of(highest.Resource).Remember(origin, highest, ofMeans: false);
        }
    }

    /// <summary>How good outlooks of a resource's highest five minutes per hour have been, per day ahead.</summary>
    public IReadOnlyList<ForecastSkill> SkillOfHighest(ResourceKind kind) => Of(kind).Skill(ofMeans: false);

    /// <summary>How good outlooks of the mean CPU per hour have been, per day ahead.</summary>
    public IReadOnlyList<ForecastSkill> SkillOfMeanCpu() => Of(ResourceKind.CpuVCores).Skill(ofMeans: true);

    /// <summary>The whole state, bit for bit.</summary>
    public byte[] Serialize()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Exchange(new StateCodec(writer));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a state written by <see cref="Serialize"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes were written by another version or are cut short.</exception>
    public static StoreHours Deserialize(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var hours = new StoreHours();
        try
        {
            using var reader = new BinaryReader(new MemoryStream(state));
            hours.Exchange(new StateCodec(reader));
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The kept hours of a store are cut short: delete them and let them be learned again from the history.", e);
        }

        return hours;
    }

    private static DateTimeOffset Start(long hour) => DateTimeOffset.FromUnixTimeSeconds(hour * 3600);

    private static double[] Recent(double[] hours) => Array.FindLastIndex(hours, double.IsFinite) is var last && last >= 0 && last >= hours.Length - DayHours ? hours : [];

    private HourSeries Of(ResourceKind kind) => _series[(int)kind];

    private void Exchange(StateCodec codec)
    {
        var version = codec.Version(StateVersion, "a store's hours", OldestVersion);
        codec.Exchange(ref _lastMinute);
        foreach (var series in _series)
        {
            series.Exchange(codec, version);
        }
    }
}
