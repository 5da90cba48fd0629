using System.Globalization;
using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>M4 Hourly: 414 series, 48 hours ahead, scored as the competition did.</summary>
internal static class M4Bench
{
    public static void Run(BenchOptions options)
    {
        var folder = Path.Combine(options.Data, "m4-hourly");
        var series = M4Data.Load(folder);
        var published = M4Data.Published(folder);
        var scores = published.Select(m => M4Score.Of(m.Key, series, i => m.Value[series[i].Id])).ToList();
        var naive2 = scores.Single(s => s.Method == "Naive2");
        Check(scores, "Naive2", 18.383, 2.395);
        Check(scores, "sNaive", 13.912, 1.193);
        Check(scores, "SES", 18.094, 2.385);
        Check(scores, "Naive", 43.003, 11.608);
        if (options.Inner)
        {
            M4Inner.Run(series, options.Ml);
            return;
        }

        // The first pass pays for compilation, as a long-lived process does once; R's start is not counted either.
        _ = M4Forecasts.Score("warm-up", series, HourlySettings.Default);
        var ours = M4Forecasts.Score("Shadow Functions", series, HourlySettings.Default, passes: 5);
        List<M4Score> peers = [.. options.R ? M4RPeers.Score(series, options.Fresh) : []];
        peers.AddRange(options.Ml ? [M4LightGbm.Score("LightGBM, global", series, new M4LightGbmSettings())] : []);
        M4Report.Print([ours, .. peers, .. scores], naive2);
        M4Report.PrintPublished(M4Data.Scores(folder));
        M4Report.PrintRatios(ours, [.. peers, .. scores], naive2);
    }

    /// <summary>The competition's own figures for its own forecasts must come out to the last published digit.</summary>
    private static void Check(IEnumerable<M4Score> scores, string method, double smape, double mase)
    {
        var score = scores.Single(s => s.Method == method);
        if (Math.Abs(score.Smape.Average() - smape) > 0.00051 || Math.Abs(score.Mase.Average() - mase) > 0.00051)
        {
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{method} scores sMAPE {score.Smape.Average():F3}, MASE {score.Mase.Average():F3}; published are {smape:F3}, {mase:F3}: data or measures differ."));
        }
    }
}
