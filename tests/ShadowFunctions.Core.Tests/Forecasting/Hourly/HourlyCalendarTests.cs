using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Core.Tests.Forecasting.Hourly;

public sealed class HourlyCalendarTests
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    [Fact]
    public void A_holiday_is_forecast_as_holidays_were_before()
    {
        // Monday 2026-03-02; holidays repeat every fourth Wednesday at a third of the load.
        var calendar = Calendar("2026-03-02", [.. Enumerable.Range(0, 3).Select(i => new DateOnly(2026, 3, 11).AddDays(28 * i))]);
        var history = HourlySeries.DoubleSeasonal(58 * 24, noise: 2);
        foreach (var day in (int[])[9, 37])
        {
            Scale(history, day, 1 / 3.0);
        }

        // The history ends on Tuesday April 28; the next holiday is the eighth day after.
        var forecast = HourlyForecaster.Forecast(history, 10 * 24, Levels, calendar);
        Assert.InRange(Average(forecast.Mean, 7), 25, 45);
        Assert.InRange(Average(forecast.Mean, 8), 85, 115);
    }

    [Fact]
    public void A_month_end_that_never_differed_changes_nothing()
    {
        var history = HourlySeries.DoubleSeasonal(8 * 168, noise: 5);
        var plain = HourlyForecaster.Forecast(history, 168, Levels);
        var dated = HourlyForecaster.Forecast(history, 168, Levels, Calendar("2026-03-02"));
        Assert.Equal(1, dated.Mean.Average() / plain.Mean.Average(), 0.01);
    }

    [Fact]
    public void A_month_end_that_was_always_heavier_is_forecast_heavier()
    {
        var history = HourlySeries.DoubleSeasonal(11 * 168, noise: 2);
        var first = new DateOnly(2026, 3, 9);
        for (var day = 0; day < 77; day++)
        {
            Scale(history, day, first.AddDays(day + 1).Day == 1 ? 2 : 1);
        }

        // The history ends on Sunday May 24; May 31 is the seventh day, a Sunday of 80 on the mean otherwise.
        var forecast = HourlyForecaster.Forecast(history, 9 * 24, Levels, Calendar("2026-03-09"));
        Assert.InRange(Average(forecast.Mean, 6), 140, 170);
        Assert.InRange(Average(forecast.Mean, 5), 70, 90);
    }

    [Fact]
    public void The_daily_pattern_follows_the_local_clock_through_its_change()
    {
        // Berlin turns its clocks forward on 2026-03-29 at 01:00 UTC; the load follows the local clock.
        var start = new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);
        var change = (int)(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero) - start).TotalHours;
        var history = Enumerable.Range(0, change + 6).Select(t => HourlySeries.At(t + (t >= change ? 2 : 1))).ToArray();
        var calendar = new HourlyCalendar { FirstHour = start, TimeZone = "Europe/Berlin" };
        var forecast = HourlyForecaster.Forecast(history, 48, Levels, calendar);
        var worst = Enumerable.Range(0, 48).Max(h => Math.Abs(forecast.Mean[h] - HourlySeries.At(history.Length + h + 2)));
        Assert.True(worst < 1, $"the worst hour is off by {worst:F2}");
    }

    [Fact]
    public void An_unknown_zone_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(
            () => HourlyForecaster.Forecast([1, 2, 3], 24, Levels, new HourlyCalendar { FirstHour = DateTimeOffset.UnixEpoch, TimeZone = "Mars/Base" }));
        Assert.Contains("Mars/Base", error.Message, StringComparison.Ordinal);
    }

    private static HourlyCalendar Calendar(string firstDay, IReadOnlyList<DateOnly>? holidays = null) => new()
    {
        FirstHour = new DateTimeOffset(DateOnly.ParseExact(firstDay, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        Holidays = (holidays ?? []).ToHashSet(),
    };

    private static void Scale(double[] history, int day, double factor)
    {
        for (var hour = 24 * day; hour < 24 * (day + 1); hour++)
        {
            history[hour] *= factor;
        }
    }

    private static double Average(double[] values, int day) => values.Skip(24 * day).Take(24).Average();
}
