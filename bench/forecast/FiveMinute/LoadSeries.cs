namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>One load series on the five-minute grid.</summary>
/// <param name="Name">Name.</param>
/// <param name="Family">Data set it comes from.</param>
/// <param name="First">Number of the first step.</param>
/// <param name="Values">One value per step; NaN is a gap.</param>
internal sealed record LoadSeries(string Name, string Family, long First, double[] Values)
{
    /// <summary>Steps of the warm-up: five days.</summary>
    public const int WarmUpSteps = 5 * 288;

    private const double SmoothFrom = 0.9;

    /// <summary>Whether neighbouring steps resemble each other: lag-1 autocorrelation of at least 0.9.</summary>
    public bool IsSmooth { get; } = Autocorrelation(Values) >= SmoothFrom;

    /// <summary>Mean absolute difference to the same time a day before: the unit of errors.</summary>
    public double Scale { get; } = DayDifference(Values);

    private static double Autocorrelation(double[] values)
    {
        var mean = values.Where(v => !double.IsNaN(v)).Average();
        double products = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var deviation = values[i] - mean;
            var before = i == 0 ? double.NaN : values[i - 1] - mean;
            squares += double.IsNaN(deviation) ? 0 : deviation * deviation;
            products += double.IsNaN(deviation * before) ? 0 : deviation * before;
        }

        return squares > 0 ? products / squares : 0;
    }

    private static double DayDifference(double[] values) =>
        Enumerable.Range(288, values.Length - 288).Select(i => Math.Abs(values[i] - values[i - 288])).Where(d => !double.IsNaN(d)).DefaultIfEmpty(0).Average();
}
