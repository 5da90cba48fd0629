using ShadowFunctions.Core.Recordings;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The series of <c>--input</c> as demand, one at a time.</summary>
internal sealed class SeriesSource(BacktestOptions options)
{
    /// <summary>Reads every file once, so that a bad line is found before anything is written.</summary>
    /// <returns>How many series can be scored, and why others cannot.</returns>
    /// <exception cref="UsageException">A file cannot be used, or no series can be scored.</exception>
    public (int Count, IReadOnlyList<SkippedSeries> Skipped) Check(Action<string> note)
    {
        var count = 0;
        var skipped = new List<SkippedSeries>();
        foreach (var recorded in Recorded(note))
        {
            try
            {
                _ = Backtest.Window(Series(recorded), options.Settings);
                count++;
            }
            catch (ArgumentException e)
            {
                skipped.Add(new SkippedSeries(recorded.Name, e.Message.Split(" (Parameter", 2)[0]));
            }
        }

        return count > 0
            ? (count, skipped)
            : throw new UsageException($"--input: no series can be scored. {skipped[0].Series}: {skipped[0].Reason}");
    }

    /// <summary>The series that can be scored.</summary>
    public IEnumerable<BacktestSeries> Read(IReadOnlyList<SkippedSeries> skipped)
    {
        var left = skipped.Select(s => s.Series).ToHashSet(StringComparer.Ordinal);
        return Recorded(_ => { }).Where(r => !left.Contains(r.Name)).Select(Series);
    }

    private IEnumerable<RecordedSeries> Recorded(Action<string> note)
    {
        using var series = Guarded(() => SeriesFiles.Read(options.Input, note).GetEnumerator());
        while (Guarded(series.MoveNext))
        {
            yield return series.Current;
        }
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SeriesFormatException e)
        {
            throw new UsageException($"--input: {e.Message}", e);
        }
    }

    private BacktestSeries Series(RecordedSeries recorded)
    {
        var trace = options.VCoresPerUnit is { } unit
            ? RecordedTrace.FromValues(recorded.Points, unit)
            : RecordedTrace.FromPoints(recorded.Points, options.PeakVCores);
        return new BacktestSeries(recorded.Name, trace, trace.Start, trace.Start.AddMinutes(trace.Minutes));
    }
}
