namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>95 % confidence intervals by drawing series anew with replacement; the seed is fixed, so every run prints the same.</summary>
internal static class Bootstrap
{
    private const int Draws = 2000;

    /// <summary>Interval of a statistic of the drawn series.</summary>
    public static (double Low, double High) Interval(int series, Func<int[], double> statistic)
    {
        var random = new Random(20261122);
        var drawn = new int[series];
        var values = new double[Draws];
        for (var d = 0; d < Draws; d++)
        {
            for (var i = 0; i < series; i++)
            {
                drawn[i] = random.Next(series);
            }

            values[d] = statistic(drawn);
        }

        Array.Sort(values);
        return (values[(int)(0.025 * Draws)], values[(int)(0.975 * Draws)]);
    }
}
