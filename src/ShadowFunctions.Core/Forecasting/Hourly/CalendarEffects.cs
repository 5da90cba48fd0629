namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// How holidays and month ends differ from ordinary days: the logarithm of the ratio to the middle of the same hour in the weeks around,
/// averaged per hour of day over the past days of that kind, and pulled to zero by 1 − 2 s²/(n m²) (positive part), with m the mean of the
/// n days and s the spread of ordinary days, so that chance is not taken for an effect.
/// </summary>
internal sealed class CalendarEffects
{
    private const int Kinds = 3;
    private const double Offset = 0.02;
    private readonly HourlyCalendar _calendar;
    private readonly LocalClock _clock;
    private readonly double[][] _effects = [.. Enumerable.Range(0, Kinds).Select(_ => new double[24])];

    /// <summary>Learns the effects from a cleaned history on the local axis.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="history">The history.</param>
    /// <param name="first">Place of the history's first hour.</param>
    public CalendarEffects(HourlyCalendar calendar, LocalClock clock, double[] history, int first)
    {
        _calendar = calendar;
        _clock = clock;
        if (history.Min() >= 0 && history.Max() > 0)
        {
            Learn(history, first);
        }
    }

    /// <summary>Factor of an hour against an ordinary day; 1 on ordinary days.</summary>
    public double Factor(int place) => Kind(place) is { } kind ? Math.Exp(_effects[kind][_clock.HourOfDay(place)]) : 1;

    private void Learn(double[] history, int first)
    {
        var offset = Offset * history.Average();
        var days = Days(history, first, offset);
        var spread = Middle([.. days.Where(d => d.Kind is null).Select(d => Math.Abs(d.Mean))]) * 1.4826;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var own = days.Where(d => d.Kind == kind).ToArray();
            if (own.Length == 0)
            {
                continue;
            }

            var mean = own.Average(d => d.Mean);
            var kept = Math.Max(0, 1 - (2 * spread * spread / (own.Length * mean * mean)));
            for (var hour = 0; hour < 24; hour++)
            {
                _effects[kind][hour] = kept > 0 ? kept * Math.Clamp(own.Average(d => d.Ratios[hour]), -3, 3) : 0;
            }
        }
    }

    private List<DayRatios> Days(double[] history, int first, double offset)
    {
        var days = new List<DayRatios>();
        var start = (24 - _clock.HourOfDay(first)) % 24;
        for (; start + 24 <= history.Length; start += 24)
        {
            var ratios = new double[24];
            var known = true;
            for (var hour = 0; hour < 24 && known; hour++)
            {
                var around = Around(history, first, start + hour);
                known = around.Count >= 2;
                ratios[hour] = known ? Math.Log((history[start + hour] + offset) / (Middle(around) + offset)) : 0;
            }

            if (known)
            {
                days.Add(new DayRatios(Kind(first + start), ratios, ratios.Average()));
            }
        }

        return days;
    }

    /// <summary>The same hour of ordinary days up to three weeks before and after.</summary>
    private List<double> Around(double[] history, int first, int at)
    {
        var values = new List<double>(6);
        for (var week = -3; week <= 3; week++)
        {
            var other = at + (168 * week);
            if (week != 0 && other >= 0 && other < history.Length && Kind(first + other) is null)
            {
                values.Add(history[other]);
            }
        }

        return values;
    }

    private int? Kind(int place)
    {
        var date = _clock.Date(place);
        return _calendar.Holidays.Contains(date) ? 0
            : date.AddDays(1).Day == 1 ? 1
            : date.Day == 1 ? 2
            : null;
    }

    private static double Middle(List<double> values)
    {
        if (values.Count == 0)
        {
            return 0;
        }

        values.Sort();
        return 0.5 * (values[(values.Count - 1) / 2] + values[values.Count / 2]);
    }

    private sealed record DayRatios(int? Kind, double[] Ratios, double Mean);
}
