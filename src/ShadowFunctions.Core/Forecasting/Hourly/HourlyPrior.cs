namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// What many series have in common: the regression weights that fit all of them together, which each series' own regression is pulled
/// towards. Learned only from the histories given, so a caller who gives points up to an origin gets a prior without look-ahead.
/// Immutable; safe for concurrent use.
/// </summary>
public sealed class HourlyPrior
{
    private readonly RegressionPrior[] _final;
    private readonly RegressionPrior[] _folds;

    private HourlyPrior(IReadOnlyList<int> lagHours, RegressionPrior[] final, RegressionPrior[] folds)
    {
        LagHours = lagHours;
        _final = final;
        _folds = folds;
    }

    /// <summary>The prior of a series that stands alone: the same hour of yesterday and of last week.</summary>
    public static HourlyPrior Neutral { get; } = CreateNeutral(HourlySettings.Default);

    internal IReadOnlyList<int> LagHours { get; }

    internal static HourlyPrior CreateNeutral(HourlySettings settings)
    {
        var neutral = RegressionPrior.Neutral(settings.LagHours);
        return new HourlyPrior(settings.LagHours, [neutral, neutral], [neutral, neutral]);
    }

    /// <summary>Learns the prior of several series.</summary>
    /// <param name="histories">Hourly values per series, oldest first, up to the origin; NaN is a gap. Histories of less than eleven days add nothing.</param>
    /// <param name="settings">Settings; the defaults when null.</param>
    public static HourlyPrior Learn(IEnumerable<ReadOnlyMemory<double>> histories, HourlySettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(histories);
        settings ??= HourlySettings.Default;
        var lags = settings.LagHours[^1];
        var pools = new LagGram[] { new(lags), new(lags), new(lags), new(lags) };
        var one = new LagGram(lags);
        var back = ForecastTable.HoursBack(settings.Folds);
        var scaled = new double[HourlyHistory.LongestHours];
        foreach (var given in histories)
        {
            var history = HourlyHistory.Clean(given.Span);
            for (var log = 0; log < 2; log++)
            {
                if (HourlyScale.TryCreate(history, log == 1, settings.LogOffset, scaled) is not null)
                {
                    Pool(scaled.AsSpan(0, history.Length), one, pools[log]);
                    Pool(scaled.AsSpan(Math.Min(back, history.Length), Math.Max(0, history.Length - back)), one, pools[2 + log]);
                }
            }
        }

        RegressionPrior[] fits = [.. pools.Select(p => p.Rows > 0 ? RegressionPrior.Fit(p, settings.LagHours) : RegressionPrior.Neutral(settings.LagHours))];
        return new HourlyPrior(settings.LagHours, fits[..2], fits[2..]);
    }

    internal RegressionPrior Of(bool logarithmic, bool folds) => (folds ? _folds : _final)[logarithmic ? 1 : 0];

    private static void Pool(ReadOnlySpan<double> newestFirst, LagGram one, LagGram pool)
    {
        if (LagGram.RowsOf(newestFirst.Length, one.Lags) >= LagRegression.FewestRows)
        {
            one.Fill(newestFirst);
            pool.Add(one);
        }
    }
}
