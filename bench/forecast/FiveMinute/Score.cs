namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>The errors of one method on one series.</summary>
internal sealed class Score(LoadSeries series)
{
    private static readonly (double Share, int Low, int High)[] Intervals = [(0.8, 2, 5), (0.9, 1, 6), (0.95, 0, 7)];
    private readonly double[] _errors = new double[Distances.Steps.Length];
    private readonly int[] _counts = new int[Distances.Steps.Length];
    private readonly double[] _pinball = new double[Distances.Levels.Length];
    private readonly int[] _covered = new int[Distances.Levels.Length];
    private readonly double[] _intervals = new double[Intervals.Length];
    private int _quantiles;

    public LoadSeries Series => series;

    /// <summary>Forecasts scored.</summary>
    public int Count => _counts.Sum();

    /// <summary>Mean absolute error over all distances, in units of the day's own difference (MASE with lag 288).</summary>
    public double Mase => Enumerable.Range(0, _errors.Length).Where(b => _counts[b] > 0).Average(b => _errors[b] / _counts[b]) / series.Scale;

    /// <summary>Mean pinball loss at a level, scaled as the errors.</summary>
    public double Pinball(int level) => _pinball[level] / _quantiles / series.Scale;

    /// <summary>Share of values at or below a quantile.</summary>
    public double Coverage(int level) => (double)_covered[level] / _quantiles;

    /// <summary>Mean scaled interval score at 80, 90 and 95 %.</summary>
    public double Msis(int interval) => _intervals[interval] / _quantiles / series.Scale;

    /// <summary>Whether quantiles were given.</summary>
    public bool HasQuantiles => _quantiles > 0;

    public void Add(int distance, double actual, double point, ReadOnlySpan<double> quantiles)
    {
        if (double.IsNaN(actual) || double.IsNaN(point))
        {
            return;
        }

        _errors[distance] += Math.Abs(actual - point);
        _counts[distance]++;
        if (quantiles.IsEmpty)
        {
            return;
        }

        _quantiles++;
        for (var l = 0; l < quantiles.Length; l++)
        {
            var over = actual - quantiles[l];
            _pinball[l] += over > 0 ? Distances.Levels[l] * over : (Distances.Levels[l] - 1) * over;
            _covered[l] += over <= 0 ? 1 : 0;
        }

        for (var i = 0; i < Intervals.Length; i++)
        {
            var (share, low, high) = Intervals[i];
            var outside = Math.Max(0, quantiles[low] - actual) + Math.Max(0, actual - quantiles[high]);
            _intervals[i] += quantiles[high] - quantiles[low] + (2 / (1 - share) * outside);
        }
    }
}
