namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>Five-minute load, 5 minutes to 2 hours ahead: ours at every step, and all methods at shared origins.</summary>
internal static class FiveMinuteBench
{
    // What was tried while the forecaster was built, all scored on these series: the settings are selection-biased, the sealed set is not.
    private const string Tried =
        "Configurations scored while building, on load: 133 (experts alone, expert sets × mixing rules) on either half of each series' scored part; the mix and its three "
        + "memories were chosen by the first half, the second was printed beside it. 9 settings of the median and the tails on the whole scored part.";

    public static void Run(BenchOptions options)
    {
        Console.WriteLine(Tried);
        Score("load", LoadData.Load(options.Data), options);
        var unlicensed = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Data))!, "load-long");
        if (Directory.Exists(unlicensed))
        {
            var rolling = Ours.Rolling(LoadData.Load(unlicensed));
            Report.Print("Every step, load-long (months; never used for a choice)", rolling, rolling[1]);
        }
    }

    private static void Score(string name, IReadOnlyList<LoadSeries> series, BenchOptions options)
    {
        var rolling = Ours.Rolling(series);
        Report.Print($"Every step, {name}", rolling, rolling[1]);
        var meeting = Ours.AtOrigins(series, 1).ToList();
        var persistence = meeting[1];
        meeting.AddRange(options.R ? ((string[])["snaive", "thetaf"]).Select(m => RPeers.Run(series, m, 1)) : []);
        meeting.AddRange(options.Ml ? [LightGbmPeer.Run(series)] : []);
        Report.Print($"{Distances.Origins} shared origins per series, {name}", meeting, persistence);
        if (options.R)
        {
            var slow = Ours.AtOrigins(series, Distances.SlowPeersTakeEvery).ToList();
            var slowPersistence = slow[1];
            slow.AddRange(((string[])["stlf-ets", "stlf-arima"]).Select(m => RPeers.Run(series, m, Distances.SlowPeersTakeEvery)));
            Report.Print($"{Distances.Origins / Distances.SlowPeersTakeEvery} shared origins per series, {name}", slow, slowPersistence);
        }
    }
}
