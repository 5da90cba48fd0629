using System.IO.Compression;
using System.Text;
using ShadowFunctions.Core.Simulation;
using Spectre.Console;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Runs a back-test over all series, on all processors, and writes what was asked for in the order of the series.</summary>
internal static class BacktestRun
{
    private const int RedirectedWidth = 140;

    /// <summary>Runs; 0 when all went well.</summary>
    /// <exception cref="UsageException">The input cannot be used; nothing was written.</exception>
    public static async Task<int> RunAsync(BacktestOptions options, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var source = new SeriesSource(options);
        var (count, skipped) = source.Check(Console.Error.WriteLine);
        foreach (var series in skipped)
        {
            await Console.Error.WriteLineAsync($"left out: {series.Reason}");
        }

        using var json = WholeFile.Begin(options.Json);
        using var timeline = WholeFile.Begin(options.Timeline);
        using var report = WholeFile.Begin(options.Report);
        await WriteAsync(timeline, Pack(options, TimelineRows.Header), cancellationToken);
        var (figures, pictures, frontier) = (new List<SeriesFigures>(), new List<SeriesPicture>(), (IReadOnlyList<FrontierPoint>)[]);
        var choices = new List<LimitChoice>();
        using (var progress = new Progress(count))
        {
            var work = source.Read(skipped).Select((series, index) => (series, index));
            await foreach (var one in InOrder.RunAsync(work, w => One(w.series, w.index, count, options, cancellationToken), cancellationToken))
            {
                figures.Add(one.Figures);
                pictures.AddRange(one.Picture is { } picture ? [picture] : []);
                frontier = FrontierPoint.Add(frontier, one.Frontier);
                choices.AddRange(one.Choices);
                await WriteAsync(timeline, one.Rows, cancellationToken);
                progress.Add(one.Figures.Series);
            }
        }

        var summary = BacktestSummary.Of(options, figures, skipped, frontier) with { Solved = SolvedLimit.Of(choices), Choices = choices };
        await WriteAsync(json, summary.ToJson(), cancellationToken);
        if (report is not null)
        {
            await WriteAsync(report, Encoding.UTF8.GetBytes(BacktestReport.Write(options, summary, pictures, frontier)), cancellationToken);
        }

        timeline?.Complete();
        json?.Complete();
        report?.Complete();
        BacktestTable.Write(summary);
        return 0;
    }

    private static SeriesOutput One(BacktestSeries series, int index, int count, BacktestOptions options, CancellationToken cancellationToken)
    {
        var result = Backtest.Run(series, options.Policies, options.Settings, cancellationToken: cancellationToken);
        var figures = SeriesFigures.Of(result);
        var isReported = options.Report is not null;
        return new SeriesOutput(
            figures,
            options.Timeline is null ? [] : TimelineRows.Of(result, IsPacked(options)),
            isReported && index < BacktestReport.MostPictures ? SeriesPicture.Of(result, figures) : null,
            isReported && Frontier.Takes(index, count) ? Frontier.Of(series, options, result, cancellationToken) : [],
            Frontier.Takes(index, count) ? LimitChoice.Of(series, options, cancellationToken) : []);
    }

    private static bool IsPacked(BacktestOptions options) => options.Timeline?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true;

    private static byte[] Pack(BacktestOptions options, string text)
    {
        using var bytes = new MemoryStream();
        using (var stream = IsPacked(options) ? new GZipStream(bytes, CompressionLevel.Fastest) : (Stream)bytes)
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static async Task WriteAsync(WholeFile? file, byte[] bytes, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await file.Stream.WriteAsync(bytes, cancellationToken);
        }
    }
}
