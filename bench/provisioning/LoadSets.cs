using ShadowFunctions.Bench.Forecast;
using ShadowFunctions.Core.Recordings;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>The series with a point at least every five minutes over at least six days, and two made ones for a run without data.</summary>
internal static class LoadSets
{
    private const int ShortestMinutes = 6 * 1440;
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(5.5);

    /// <summary>All series of a folder of data sets, each scaled so that its highest minute has that many vCores. Values below zero are no load.</summary>
    public static IReadOnlyList<Benched> Read(string folder, double peakVCores, int days)
    {
        var all = new List<Benched>();
        foreach (var set in Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) != "m4-hourly").Order(StringComparer.Ordinal))
        {
            foreach (var recorded in SeriesFiles.Read([set]))
            {
                if (SteppedSeries.Spacing(recorded) <= LongestStep && recorded.Points.All(p => p.Value >= 0) && recorded.Points.Any(p => p.Value > 0)
                    && RecordedTrace.FromPoints(recorded.Points, peakVCores) is { Minutes: >= ShortestMinutes } trace)
                {
                    all.Add(new Benched(
                        new BacktestSeries(recorded.Name, trace, trace.Start, trace.Start.AddMinutes(Math.Min(trace.Minutes, 1440 * days))),
                        IsInner(Path.GetFileName(set), recorded.Name)));
                }
            }
        }

        return all.Count > 0 ? all : throw new BenchException($"There are no five-minute series in {folder}: name the folder of the data sets with --data.");
    }

    /// <summary>Correlation of five-minute means with the ones before, of at least 0.9: the next minutes follow from the last.</summary>
    public static bool IsSmooth(BacktestSeries series, BacktestSettings settings)
    {
        var (from, to) = Backtest.Window(series, settings);
        return Backtest.IsSmooth([.. Enumerable.Range(0, (int)(to - from).TotalMinutes).Select(m => series.Trace.DemandVCores(from.AddMinutes(m)))]);
    }

    /// <summary>A daily wave and a batch store of the demo fleet, seven days each: enough to run everything once.</summary>
    public static IReadOnlyList<Benched> Made()
    {
        var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        return [.. DemoFleet.Stores.Take(2).Select((s, i) => new Benched(new BacktestSeries(s.Id, DemoFleet.Trace(s, 1), from, from.AddDays(7)), i == 0))];
    }

    /// <summary>
    /// Half of the series by a hash of the name. Series that share events (same source, numbered) fall on the same side, except virtual
    /// machines, which live apart.
    /// </summary>
    private static bool IsInner(string set, string name)
    {
        var group = set == "bitbrains" ? name : name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var hash = 2166136261u;
        foreach (var c in group)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (hash ^ (hash >> 15)) % 2 == 0;
    }
}
