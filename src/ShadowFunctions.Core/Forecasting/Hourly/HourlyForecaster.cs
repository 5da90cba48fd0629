namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Forecasts a day or a week of hours from the hours before: a mix of regressions on the last week, double-seasonal smoothing (both plain
/// and in logarithms) and seasonal medians, weighted per series and hour by their errors at past origins, with intervals from the mix's
/// own errors there. Pure: the same history gives the same forecast. A forecast costs one to two milliseconds and is meant to be
/// made anew every day from the kept hours. Safe for concurrent use.
/// </summary>
public static class HourlyForecaster
{
    /// <summary>Longest horizon in hours.</summary>
    public const int LongestHorizonHours = 4 * 168;

    [ThreadStatic]
    private static MemberRunner? _runner;

    /// <summary>Forecasts the hours after a history.</summary>
    /// <param name="history">Hourly values up to the origin, oldest first, any unit; NaN is a gap, never a zero. At most the last twelve weeks are read.</param>
    /// <param name="horizonHours">Hours to forecast, 1 to <see cref="LongestHorizonHours"/>.</param>
    /// <param name="levels">Quantile levels, ascending, each in (0, 1).</param>
    /// <param name="settings">Settings; the defaults when null.</param>
    /// <returns>Finite values within the seen range and a margin; never negative when the history never was.</returns>
    /// <exception cref="ArgumentException">The history holds no number or a level is out of range or not ascending.</exception>
    public static HourlyForecast Forecast(
        ReadOnlySpan<double> history, int horizonHours, IReadOnlyList<double> levels, HourlySettings? settings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizonHours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizonHours, LongestHorizonHours);
        ArgumentNullException.ThrowIfNull(levels);
        settings ??= HourlySettings.Default;
        Check(levels);
        var clean = HourlyHistory.Clean(history);
        if (clean.Length == 0)
        {
            throw new ArgumentException("The history holds no number: give at least one observed hour.", nameof(history));
        }

        var folds = Folds(clean.Length, settings);
        var table = new ForecastTable(horizonHours, folds);
        if (_runner is null || _runner.Settings != settings)
        {
            _runner = new MemberRunner(settings);
        }

        _runner.Run(clean, table);
        return Combine(clean, table, levels, settings);
    }

    /// <summary>
    /// The same with a calendar: the daily pattern follows the local clock through its changes, and holidays, month ends and month starts
    /// are taken out of the history and put into the forecast as what they did before.
    /// </summary>
    /// <param name="history">Hourly values up to the origin, oldest first; the first one is that of <see cref="HourlyCalendar.FirstHour"/>.</param>
    /// <param name="horizonHours">Hours to forecast.</param>
    /// <param name="levels">Quantile levels, ascending, each in (0, 1).</param>
    /// <param name="calendar">What the dates mean.</param>
    /// <param name="settings">As above.</param>
    /// <exception cref="ArgumentException">As above, or the time zone is not known.</exception>
    public static HourlyForecast Forecast(
        ReadOnlySpan<double> history,
        int horizonHours,
        IReadOnlyList<double> levels,
        HourlyCalendar calendar,
        HourlySettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (history.IsEmpty)
        {
            throw new ArgumentException("The history holds no number: give at least one observed hour.", nameof(history));
        }

        var clock = new LocalClock(calendar);
        var local = clock.ToLocal(history);
        var first = local.Length;
        var clean = HourlyHistory.Clean(local);
        first -= clean.Length;
        if (clean.Length == 0)
        {
            throw new ArgumentException("The history holds no number: give at least one observed hour.", nameof(history));
        }

        var effects = new CalendarEffects(calendar, clock, clean, first);
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] /= effects.Factor(first + i);
        }

        var hours = clock.Place(history.Length + horizonHours - 1) - local.Length + 1;
        var forecast = Forecast(clean, Math.Clamp(hours, 1, LongestHorizonHours), levels, settings);
        var origin = history.Length;
        double[] ToUtc(double[] values) =>
            [.. Enumerable.Range(0, horizonHours).Select(h =>
            {
                var place = clock.Place(origin + h);
                return values[Math.Clamp(place - local.Length, 0, values.Length - 1)] * effects.Factor(place);
            })];
        return forecast with { Mean = ToUtc(forecast.Mean), Values = [.. forecast.Values.Select(ToUtc)] };
    }

    /// <summary>Past origins that leave enough history before the first: for all regressions, else for some, else for the seasonal members.</summary>
    private static int Folds(int hours, HourlySettings settings)
    {
        const int enough = 3;
        foreach (var lags in (ReadOnlySpan<int>)[settings.LagHours[^1], settings.LagHours[0], SmoothingGrid.FewestHours - LagGram.Ahead - LagRegression.FewestRows])
        {
            var folds = ((hours - LagGram.Ahead - (lags + LagGram.Ahead + LagRegression.FewestRows)) / 24) + 1;
            if (folds >= enough)
            {
                return Math.Min(folds, settings.Folds);
            }
        }

        return Math.Max(0, (hours - LagGram.Ahead) / 24);
    }

    private static HourlyForecast Combine(double[] history, ForecastTable table, IReadOnlyList<double> levels, HourlySettings settings)
    {
        var weights = new MemberWeights(table, history, settings);
        var mean = new double[table.Horizon];
        weights.Combine(table, 0, mean);
        var errors = table.Folds > 0
            ? ErrorQuantiles.OfCombination(table, weights, history, settings)
            : ErrorQuantiles.OfDifferences(history, settings);
        var (low, high) = Bounds(history);
        var values = levels.Select(_ => new double[table.Horizon]).ToArray();
        for (var h = 0; h < table.Horizon; h++)
        {
            mean[h] = Math.Clamp(mean[h], low, high);
            var floor = low;
            for (var i = 0; i < values.Length; i++)
            {
                floor = Math.Clamp(mean[h] + errors.At(levels[i], h, mean[h]), floor, high);
                values[i][h] = floor;
            }
        }

        return new HourlyForecast { Mean = mean, Levels = [.. levels], Values = values, Method = table.Name(weights.Heaviest) };
    }

    /// <summary>The seen range and half of it more on either side; zero is not passed unless the history did.</summary>
    private static (double Low, double High) Bounds(double[] history)
    {
        var (low, high) = (history.Min(), history.Max());
        var margin = 0.5 * (high - low);
        return (low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin);
    }

    private static void Check(IReadOnlyList<double> levels)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            if (!(levels[i] > 0 && levels[i] < 1) || (i > 0 && levels[i] <= levels[i - 1]))
            {
                throw new ArgumentException($"Level {i + 1} is {levels[i]}: give levels between 0 and 1 in ascending order.", nameof(levels));
            }
        }
    }
}
