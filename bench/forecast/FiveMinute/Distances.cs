namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>At what distances and levels forecasts are scored, and from where.</summary>
internal static class Distances
{
    /// <summary>Steps ahead.</summary>
    public static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 18, 24];

    /// <summary>Quantile levels; the lower ones are for interval scores only.</summary>
    public static readonly double[] Levels = [0.025, 0.05, 0.1, 0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995];

    /// <summary>Origins per series on which all methods meet.</summary>
    public const int Origins = 32;

    /// <summary>Every so many-th of them for the peers that take seconds per forecast.</summary>
    public const int SlowPeersTakeEvery = 4;

    /// <summary>Seeded origins, spread evenly over what is scored.</summary>
    public static int[] OriginsOf(LoadSeries series)
    {
        // FNV-1a of the name: the same origins in every run and on every machine.
        var hash = series.Name.Aggregate(14695981039346656037UL, (h, c) => (h ^ c) * 1099511628211UL);
        var random = new Random((int)(hash % int.MaxValue));
        var candidates = Enumerable.Range(LoadSeries.WarmUpSteps, series.Values.Length - 25 - LoadSeries.WarmUpSteps).Where(i => !double.IsNaN(series.Values[i])).ToArray();
        return
        [
            .. Enumerable.Range(0, Origins)
                .Select(i => (From: (int)((long)candidates.Length * i / Origins), Until: (int)((long)candidates.Length * (i + 1) / Origins)))
                .Where(r => r.Until > r.From)
                .Select(r => candidates[random.Next(r.From, r.Until)]),
        ];
    }
}
