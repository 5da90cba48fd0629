namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>The competition's benchmark: the last value on the seasonally adjusted series, where a test finds it seasonal.</summary>
internal static class Naive2
{
    private const double NinetyPercentQuantile = 1.645;

    public static double[] Forecast(double[] y)
    {
        var index = Seasonal(y) ? Indices(y) : [.. Enumerable.Repeat(1.0, M4Data.Period)];
        var level = y[^1] / index[(y.Length - 1) % M4Data.Period];
        return [.. Enumerable.Range(0, M4Data.Horizon).Select(h => level * index[(y.Length + h) % M4Data.Period])];
    }

    private static bool Seasonal(double[] y)
    {
        var mean = y.Average();
        var variance = y.Sum(v => (v - mean) * (v - mean));
        double Correlation(int lag) => Enumerable.Range(lag, y.Length - lag).Sum(t => (y[t] - mean) * (y[t - lag] - mean)) / variance;
        var squares = Enumerable.Range(1, M4Data.Period - 1).Sum(k => Correlation(k) * Correlation(k));
        return Math.Abs(Correlation(M4Data.Period)) > NinetyPercentQuantile * Math.Sqrt((1 + (2 * squares)) / y.Length);
    }

    /// <summary>Ratios to the centred moving average, averaged per hour and normalised to mean 1.</summary>
    private static double[] Indices(double[] y)
    {
        const int half = M4Data.Period / 2;
        var sums = new double[M4Data.Period];
        var counts = new int[M4Data.Period];
        for (var t = half; t < y.Length - half; t++)
        {
            var trend = 0.5 * (y[t - half] + y[t + half]);
            for (var k = 1 - half; k < half; k++)
            {
                trend += y[t + k];
            }

            sums[t % M4Data.Period] += y[t] * M4Data.Period / trend;
            counts[t % M4Data.Period]++;
        }

        double[] means = [.. sums.Select((s, i) => s / counts[i])];
        var mean = means.Average();
        return [.. means.Select(m => m / mean)];
    }
}
