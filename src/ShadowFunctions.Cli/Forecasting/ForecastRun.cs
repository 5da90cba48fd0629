using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary>
/// Reads series by series, forecasts a few of them at a time on all cores, and writes them in the order read. The output appears under its
/// name only when it is whole.
/// </summary>
internal static class ForecastRun
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Runs; 0 when all went well.</summary>
    public static int Run(ForecastSettings settings, TextWriter progress, CancellationToken cancellationToken)
    {
        OutputFile.Check("--output", settings.Output);
        var part = $"{Path.GetFullPath(settings.Output)}.part-{Environment.ProcessId}";
        try
        {
            using (var stream = Create(part, settings.Output))
            {
                stream.Write(Encoding.UTF8.GetBytes(ForecastCsv.Header(settings.Levels)));
                WriteAll(settings, stream, progress, cancellationToken);
            }

            File.Move(part, settings.Output, overwrite: true);
            return 0;
        }
        catch (SeriesFormatException e)
        {
            throw new UsageException($"--input: {e.Message}", e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void WriteAll(ForecastSettings settings, Stream stream, TextWriter progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var said = TimeSpan.Zero;
        var (series, forecasts) = (0, 0L);
        foreach (var batch in SeriesFiles.Read(settings.Input, progress.WriteLine).Chunk(2 * Environment.ProcessorCount))
        {
            var parts = new FileStream[batch.Length];
            try
            {
                var counts = new int[batch.Length];
                var notes = new string?[batch.Length];
                Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                {
                    parts[i] = Temporary(i);
                    (counts[i], notes[i]) = One(batch[i], settings, parts[i]);
                });
                foreach (var file in parts)
                {
                    file.Position = 0;
                    file.CopyTo(stream);
                }

                foreach (var note in notes.Where(n => n is not null))
                {
                    progress.WriteLine(note);
                }

                (series, forecasts) = (series + batch.Length, forecasts + counts.Sum());
            }
            catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(i => i is UsageException) is { } usage)
            {
                throw new UsageException(usage.Message, usage);
            }
            finally
            {
                foreach (var file in parts)
                {
                    file?.Dispose();
                }
            }

            if (watch.Elapsed - said > ProgressEvery)
            {
                said = watch.Elapsed;
                Say(progress, series, forecasts, watch.Elapsed);
            }
        }

        Say(progress, series, forecasts, watch.Elapsed);
    }

    /// <summary>Forecasts one series.</summary>
    /// <returns>How many forecasts, and what the user should know about the series.</returns>
    private static (int Forecasts, string? Note) One(RecordedSeries series, ForecastSettings settings, Stream stream)
    {
        var step = settings.Step ?? (SteppedSeries.Spacing(series) is { } spacing && spacing > 1.5 * FiveMinutes ? Hour : FiveMinutes);
        var stepped = SteppedSeries.Of(series, step);
        var origins = settings.Origins.Of(stepped, step == Hour ? HourlyForecasts.WarmUpSteps : ControlForecasts.WarmUpSteps);
        using var csv = new ForecastCsv(stream, series.Name);
        var forecasts = 0;
        void Write(DateTimeOffset origin, int number, DateTimeOffset at, double mean, ReadOnlySpan<double> quantiles)
        {
            forecasts += number == 1 ? 1 : 0;
            csv.Write(origin, number, at, mean, quantiles);
        }

        if (step == Hour)
        {
            HourlyForecasts.Run(stepped, origins, settings.Horizon, settings.Levels, Write);
        }
        else
        {
            ControlForecasts.Run(stepped, origins, settings.Horizon, settings.Levels, Write);
        }

        return (forecasts, Note(series, stepped, origins.Count, forecasts));
    }

    private static string? Note(RecordedSeries series, SteppedSeries stepped, int origins, int forecasts)
    {
        var notes = new List<string>();
        var negative = stepped.Step == FiveMinutes ? stepped.Steps.Count(s => s.Value < 0) : 0;
        Add(notes, negative, "steps below zero are no load and count as gaps");
        Add(notes, series.LateRows, "late rows were put in their place");
        Add(notes, series.RepeatedRows, "repeated times: the last row counts");
        Add(notes, series.RowsWithoutValue, "rows without a value are gaps");
        Add(notes, origins - forecasts, "origins lie before anything that can be learned from and have no forecast");
        if (origins == 0)
        {
            notes.Add($"no origin lies in it: it has {stepped.Steps.Count} steps");
        }

        return notes.Count == 0 ? null : $"series {series.Name}: {string.Join("; ", notes)}.";
    }

    private static void Add(List<string> notes, int count, string what)
    {
        if (count > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
        }
    }

    private static Stream Create(string part, string output)
    {
        try
        {
            var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            return output.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output '{output}' cannot be written ({e.Message}); give the name of a file in a folder you may write to.", e);
        }
    }

    private static FileStream Temporary(int number) => new(
        Path.Combine(Path.GetTempPath(), $"shadow-forecast-{Environment.ProcessId}-{number}.tmp"),
        FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    private static void Say(TextWriter progress, int series, long forecasts, TimeSpan elapsed) => progress.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{series} series, {forecasts} forecasts, {elapsed.TotalSeconds:0.0} s"));
}
