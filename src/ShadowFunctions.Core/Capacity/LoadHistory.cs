using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// Production's last intervals, bounded: the newest of all, and besides those of announced events, which are rare and tell most. Statements
/// beyond the most costly ones are added up.
/// </summary>
public sealed record LoadHistory
{
    /// <summary>The name of all statements beyond the most costly ones together.</summary>
    public const string Others = "(others)";

    private const int MostStatements = 40;
    private const int MostIntervals = 48;
    private const int MostOfEvents = 16;
    private const int Digits = 6;

    /// <summary>The statements.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The intervals in time order.</summary>
    public IReadOnlyList<LoadInterval> Intervals { get; init; } = [];

    /// <summary>The history with one interval more.</summary>
    /// <param name="history">The history so far; null before the first interval.</param>
    /// <param name="interval">The interval; its rates are taken from the next parameter.</param>
    /// <param name="rates">Executions per second per statement, the most costly statement first.</param>
    /// <param name="images">Whole pages logged per second per statement; null where the engine logs none.</param>
    public static LoadHistory With(
        LoadHistory? history, LoadInterval interval, IReadOnlyList<KeyValuePair<string, double>> rates, IReadOnlyDictionary<string, double>? images = null)
    {
        ArgumentNullException.ThrowIfNull(interval);
        ArgumentNullException.ThrowIfNull(rates);
        var before = history ?? new LoadHistory();
        var all = before.Intervals.Select((n, i) => (Interval: n, Rates: before.Named(n.Rates), Images: n.Images is { } own ? before.Named(own) : null))
            .Append((Interval: interval, Rates: rates.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal), Images: images?.ToDictionary(StringComparer.Ordinal))).ToArray();
        var newest = all.TakeLast(MostIntervals).ToHashSet();
        var events = all.Where(a => a.Interval.Event is not null).TakeLast(MostOfEvents).ToHashSet();
        var kept = all.Where(a => newest.Contains(a) || events.Contains(a)).ToArray();

        var used = kept.SelectMany(k => k.Rates.Keys).Where(n => n != Others).ToHashSet(StringComparer.Ordinal);
        var named = rates.Select(r => r.Key).Concat(before.Names).Distinct(StringComparer.Ordinal).Where(used.Contains).Take(MostStatements)
            .Order(StringComparer.Ordinal).ToArray();
        string[] names = named.Length < used.Count || kept.Any(k => k.Rates.ContainsKey(Others)) ? [.. named, Others] : named;
        return new LoadHistory
        {
            Names = names,
            Intervals = [.. kept.Select(k => k.Interval with { Rates = InOrder(k.Rates, names), Images = k.Images is null ? null : InOrder(k.Images, names) })],
        };
    }

    /// <summary>One interval as a window of one second.</summary>
    public LoadWindow Window(int index) => new(1, Named(Intervals[index].Rates), Intervals[index].CpuVCores);

    /// <summary>Per checkpoint interval of production what a statement executed and the whole pages that logged, in order of time.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="checkpointSeconds">Length of a checkpoint interval.</param>
    public IReadOnlyList<ImagePoint> LogImages(string statement, double checkpointSeconds)
    {
        var index = Names.ToList().IndexOf(statement);
        return index < 0 ? [] : [.. Intervals.Where(i => i.Images is not null).Select(i => new ImagePoint(i.Rates[index] * checkpointSeconds, i.Images![index] * checkpointSeconds))];
    }

    /// <summary>Rates with everything the history does not name added up.</summary>
    /// <param name="rates">Executions per second.</param>
    /// <param name="own">Statements that may stand for themselves.</param>
    public static Dictionary<string, double> Fold(IReadOnlyDictionary<string, double> rates, IReadOnlySet<string> own)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(own);
        var folded = rates.Where(r => own.Contains(r.Key)).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var others = rates.Where(r => !own.Contains(r.Key)).Sum(r => r.Value);
        if (others != 0)
        {
            folded[Others] = folded.GetValueOrDefault(Others) + others;
        }

        return folded;
    }

    private Dictionary<string, double> Named(double[] values) =>
        Names.Zip(values).Where(r => r.Second > 0).ToDictionary(r => r.First, r => r.Second, StringComparer.Ordinal);

    private static double[] InOrder(Dictionary<string, double> values, string[] names)
    {
        var folded = Fold(values, names.ToHashSet(StringComparer.Ordinal));
        return [.. names.Select(n => Rounded(folded.GetValueOrDefault(n)))];
    }

    /// <summary>A few digits are all that a counter is good for, and keep the document small.</summary>
    private static double Rounded(double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            return 0;
        }

        var scale = Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(value)));
        return Math.Round(value * scale) / scale;
    }
}
