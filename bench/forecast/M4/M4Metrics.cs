namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>The measures of the M4 competition for one series.</summary>
internal static class M4Metrics
{
    /// <summary>Mean of 200 |y − f| ÷ (|y| + |f|); a pair of zeros counts as no error.</summary>
    public static double Smape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        double sum = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var size = Math.Abs(actual[i]) + Math.Abs(forecast[i]);
            sum += size > 0 ? 200 * Math.Abs(actual[i] - forecast[i]) / size : 0;
        }

        return sum / actual.Length;
    }

    /// <summary>Mean absolute error in units of <see cref="Scale"/>.</summary>
    public static double Mase(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double scale)
    {
        double sum = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            sum += Math.Abs(actual[i] - forecast[i]);
        }

        return sum / actual.Length / scale;
    }

    /// <summary>Mean scaled interval score: width plus 2/α for every unit outside, in units of <see cref="Scale"/>.</summary>
    public static double Msis(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double level, double scale)
    {
        double sum = 0;
        var penalty = 2 / (1 - level);
        for (var i = 0; i < actual.Length; i++)
        {
            sum += upper[i] - lower[i] + (penalty * (Math.Max(0, lower[i] - actual[i]) + Math.Max(0, actual[i] - upper[i])));
        }

        return sum / actual.Length / scale;
    }

    /// <summary>Share of the values inside the interval.</summary>
    public static double Coverage(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var inside = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        }

        return (double)inside / actual.Length;
    }

    /// <summary>Mean absolute difference between training values a day apart.</summary>
    public static double Scale(ReadOnlySpan<double> train)
    {
        double sum = 0;
        for (var i = M4Data.Period; i < train.Length; i++)
        {
            sum += Math.Abs(train[i] - train[i - M4Data.Period]);
        }

        return sum / (train.Length - M4Data.Period);
    }
}
