using System.Text;
using ShadowFunctions.Core.Simulation;
using Spectre.Console;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Runs a back-test over all series, two at a time, and writes what was asked for in the order of the series.</summary>
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
        var gzip = options.Timeline?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true;
        var figures = new List<SeriesFigures>();
        using var progress = new Progress(count);
        await WriteAsync(timeline, Pack(Encoding.UTF8.GetBytes(TimelineRows.Header), gzip), cancellationToken);
        await foreach (var (series, rows) in InOrder.RunAsync(source.Read(skipped), s => One(s, options, gzip, cancellationToken), cancellationToken))
        {
            figures.Add(series);
            await WriteAsync(timeline, rows, cancellationToken);
            progress.Add(series.Series);
        }

        var summary = BacktestSummary.Of(options, figures, skipped);
        await WriteAsync(json, summary.ToJson(), cancellationToken);
        progress.Dispose();
        timeline?.Complete();
        json?.Complete();
        BacktestTable.Write(summary);
        return 0;
    }

    private static (SeriesFigures Figures, byte[] Rows) One(BacktestSeries series, BacktestOptions options, bool gzip, CancellationToken cancellationToken)
    {
        var result = Backtest.Run(series, options.Policies, options.Settings, cancellationToken);
        return (SeriesFigures.Of(result), options.Timeline is null ? [] : TimelineRows.Of(result, gzip));
    }

    private static byte[] Pack(byte[] bytes, bool gzip)
    {
        if (!gzip)
        {
            return bytes;
        }

        using var packed = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private static async Task WriteAsync(WholeFile? file, byte[] bytes, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await file.Stream.WriteAsync(bytes, cancellationToken);
        }
    }
}
