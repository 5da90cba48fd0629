using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Fleet;

/// <summary>Which stores a local fleet has: generated ones, or one per recorded load series.</summary>
/// <param name="Stores">The stores.</param>
/// <param name="Start">First instant of the run, UTC.</param>
/// <param name="BackfillDays">Days of past metrics a new store is given.</param>
public sealed record FleetChoice(IReadOnlyList<LocalStore> Stores, DateTimeOffset Start, int BackfillDays)
{
    private const int GeneratedBackfillDays = 14;
    private const int RecordedBackfillDays = 5;
    private const double PeakVCores = 24;

    // Of the 63 of an id; the rest is for the number of a namesake.
    private const int MostIdCharacters = 56;
    private const string Ladder = "GP_Gen5";

    /// <summary>Generated stores: the six of the demonstration, or that many in turn.</summary>
    public static FleetChoice Generated(int? count, int seed)
    {
        var demo = DemoFleet.Stores;
        var stores = Enumerable.Range(0, count ?? demo.Count).Select(i =>
        {
            var store = demo[i % demo.Count];
            var id = i < demo.Count ? store.Id : $"{store.Id}-{(i / demo.Count) + 1}";
            IReadOnlyList<Scenario> scenarios = store.Id == DemoFleet.ScenarioStoreId ? [DemoFleet.Scenario] : [];
            return new LocalStore(id, store.Title, store.LadderName, store.StartSize, DemoFleet.Trace(store with { Id = id }, seed), scenarios);
        });
        return new FleetChoice([.. stores], DemoFleet.StartsAt, GeneratedBackfillDays);
    }

    /// <summary>
    /// One store per series. Each series is moved by whole days so that its sixth day begins at the start of the run: the five days
    /// before are the store's past, and nothing of what is to come is known.
    /// </summary>
    public static FleetChoice Recorded(IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> series, int? most)
    {
        ArgumentNullException.ThrowIfNull(series);
        var start = new DateTimeOffset(DemoFleet.StartsAt.UtcDateTime.Date, TimeSpan.Zero);
        var ladder = SizeCatalog.Embedded.Ladder(Ladder);
        var stores = series.Take(most ?? int.MaxValue).Select(s =>
        {
            var trace = Trace(s.Key, s.Value);
            var firstDay = new DateTimeOffset(trace.Start.UtcDateTime.Date, TimeSpan.Zero).AddDays(trace.Start.TimeOfDay > TimeSpan.Zero ? 1 : 0);
            var moved = trace.ShiftedBy(start - firstDay.AddDays(RecordedBackfillDays));
            return new LocalStore(IdOf(s.Key), $"recorded: {s.Key}", Ladder, StartSize(moved, start, ladder), moved, []);
        });
        return new FleetChoice([.. WithIdsOfTheirOwn(stores)], start, RecordedBackfillDays);
    }

    /// <summary>Names that differ only in what no id can hold are told apart by a number.</summary>
    private static IEnumerable<LocalStore> WithIdsOfTheirOwn(IEnumerable<LocalStore> stores)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var store in stores)
        {
            var id = store.Id;
            for (var number = 2; !taken.Add(id); number++)
            {
                id = $"{store.Id}-{number}";
            }

            yield return store with { Id = id };
        }
    }

    private static RecordedTrace Trace(string name, IReadOnlyList<DemandPoint> points)
    {
        try
        {
            return RecordedTrace.FromPoints(points, PeakVCores);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"Series '{name}': {e.Message}", nameof(points), e);
        }
    }

    /// <summary>The smallest size that covers the hour before the start.</summary>
    private static string StartSize(RecordedTrace trace, DateTimeOffset start, SizeLadder ladder)
    {
        var highest = Enumerable.Range(1, 60).Max(i => trace.DemandVCores(start.AddMinutes(-i)));
        return (ladder.SmallestCovering(new ResourceAmounts { CpuVCores = highest }) ?? ladder.Largest).Name;
    }

    private static string IdOf(string name)
    {
        var text = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return text.Length == 0 ? "series" : text.Length > MostIdCharacters ? text[..MostIdCharacters].TrimEnd('-') : text;
    }
}
