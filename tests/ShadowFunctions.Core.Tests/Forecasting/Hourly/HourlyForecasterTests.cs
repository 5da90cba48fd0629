using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Core.Tests.Forecasting.Hourly;

public sealed class HourlyForecasterTests
{
    private static readonly double[] Levels = [0.025, 0.5, 0.8, 0.95, 0.99];

    [Theory]
    [InlineData(3, 48)]
    [InlineData(4, 168)]
    [InlineData(9, 168)]
    public void A_day_and_week_pattern_without_noise_is_continued_almost_exactly(int weeks, int horizon)
    {
        var hours = weeks * 168;
        var forecast = HourlyForecaster.Forecast(HourlySeries.DoubleSeasonal(hours), horizon, Levels);
        var worst = Enumerable.Range(0, horizon).Max(h => Math.Abs(forecast.Mean[h] - HourlySeries.At(hours + h)));
        Assert.True(worst < 0.5, $"the worst hour is off by {worst:F3} of 100");
    }

    [Fact]
    public void A_trend_is_continued()
    {
        const int hours = 6 * 168;
        var forecast = HourlyForecaster.Forecast(HourlySeries.DoubleSeasonal(hours, trendPerHour: 0.05), 48, Levels);
        var worst = Enumerable.Range(0, 48).Max(h => Math.Abs(forecast.Mean[h] - HourlySeries.At(hours + h, 0.05)));
        Assert.True(worst < 2, $"the worst hour is off by {worst:F3}; two days of trend are 2.4");
    }

    [Fact]
    public void A_level_shift_four_days_ago_is_followed()
    {
        const int hours = 6 * 168;
        var history = HourlySeries.DoubleSeasonal(hours, noise: 2);
        for (var t = hours - 96; t < hours; t++)
        {
            history[t] += 100;
        }

        var forecast = HourlyForecaster.Forecast(history, 24, Levels);
        var error = Enumerable.Range(0, 24).Average(h => Math.Abs(forecast.Mean[h] - 100 - HourlySeries.At(hours + h)));
        Assert.True(error < 15, $"the mean error is {error:F1} after a shift by 100");
    }

    [Fact]
    public void Quantiles_never_cross_and_surround_the_mean()
    {
        var forecast = HourlyForecaster.Forecast(HourlySeries.DoubleSeasonal(1000, noise: 20), 168, Levels);
        for (var h = 0; h < 168; h++)
        {
            for (var i = 1; i < Levels.Length; i++)
            {
                Assert.True(forecast.Values[i][h] >= forecast.Values[i - 1][h]);
            }

            Assert.InRange(forecast.Mean[h], forecast.Values[0][h], forecast.Values[^1][h]);
        }
    }

    [Fact]
    public void A_constant_series_stays_constant_with_no_spread()
    {
        var forecast = HourlyForecaster.Forecast(Enumerable.Repeat(7.25, 800).ToArray(), 168, Levels);
        Assert.All(forecast.Mean, v => Assert.Equal(7.25, v, 1e-9));
        Assert.All(forecast.Values, q => Assert.All(q, v => Assert.Equal(7.25, v, 1e-9)));
    }

    [Fact]
    public void A_series_of_zeros_stays_zero() =>
        Assert.All(HourlyForecaster.Forecast(new double[500], 48, Levels).Mean, v => Assert.Equal(0, v));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(47)]
    [InlineData(71)]
    [InlineData(100)]
    [InlineData(167)]
    [InlineData(169)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(400)]
    public void A_short_history_gives_a_finite_forecast_near_what_was_seen(int hours)
    {
        var history = HourlySeries.DoubleSeasonal(hours, noise: 5);
        var forecast = HourlyForecaster.Forecast(history, 72, Levels);
        var margin = 0.5 * (history.Max() - history.Min());
        Assert.All(forecast.Values.Append(forecast.Mean), q => Assert.All(q, v => Assert.InRange(v, history.Min() - margin, history.Max() + margin)));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(100)]
    public void One_odd_day_does_not_bend_the_days_after(int hoursAfter)
    {
        const int hours = 3 * 168;
        var history = HourlySeries.DoubleSeasonal(hours, noise: 10);
        for (var t = hours - hoursAfter - 6; t < hours - hoursAfter; t++)
        {
            history[t] = 5000;
        }

        var forecast = HourlyForecaster.Forecast(history, 48, Levels);
        var error = Enumerable.Range(0, 48).Average(h => Math.Abs(forecast.Mean[h] - HourlySeries.At(hours + h)));
        Assert.True(error < 25, $"the mean error is {error:F1} of 100 after six hours of 5000");
    }

    [Fact]
    public void A_job_of_one_hour_a_day_is_no_odd_day()
    {
        const int hours = 4 * 168;
        var history = HourlySeries.DoubleSeasonal(hours);
        for (var t = 3; t < hours; t += 24)
        {
            history[t] = 2000;
        }

        var forecast = HourlyForecaster.Forecast(history, 48, Levels);
        Assert.InRange(forecast.Mean[3], 1900, 2100);
        Assert.InRange(forecast.Mean[27], 1900, 2100);
        Assert.InRange(forecast.Mean[10], 50, 160);
    }

    [Fact]
    public void Gaps_are_never_read_as_zero()
    {
        const int hours = 6 * 168;
        var history = HourlySeries.DoubleSeasonal(hours);
        for (var t = 0; t < hours; t++)
        {
            if (t % 11 == 0 || (t > 500 && t < 540) || t > hours - 6)
            {
                history[t] = double.NaN;
            }
        }

        var forecast = HourlyForecaster.Forecast(history, 48, Levels);
        var worst = Enumerable.Range(0, 48).Max(h => Math.Abs(forecast.Mean[h] - HourlySeries.At(hours + h)));
        Assert.True(worst < 5, $"the worst hour is off by {worst:F3}");
    }

    [Fact]
    public void Without_a_number_there_is_no_forecast()
    {
        var error = Assert.Throws<ArgumentException>(() => HourlyForecaster.Forecast([double.NaN, double.NaN], 24, Levels));
        Assert.Contains("holds no number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_out_of_order_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => HourlyForecaster.Forecast([1, 2, 3], 24, [0.9, 0.5]));
        Assert.Contains("ascending", error.Message, StringComparison.Ordinal);
    }
}
