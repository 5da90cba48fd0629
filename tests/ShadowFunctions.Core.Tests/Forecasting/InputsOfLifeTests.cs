using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

/// <summary>Series as they are in life.</summary>
public class InputsOfLifeTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(7.5)]
    [InlineData(1e-9)]
    [InlineData(1e15)]
    public void A_constant_series_is_forecast_as_that_constant(double value)
    {
        var forecast = Series.Learned([.. Enumerable.Repeat(value, 700)]).Forecast(24, 10);
        for (var step = 1; step <= 24; step++)
        {
            Assert.Equal(value, forecast.At(0.5, step), 1e-4 * value);
            Assert.InRange(forecast.At(0.995, step), value * 0.9999, value * 1.05);
        }
    }

    [Fact]
    public void Two_hours_of_data_give_a_forecast_that_stays_near_what_was_seen()
    {
        var values = Enumerable.Range(0, 24).Select(i => 5 + Math.Sin(i)).ToArray();
        var forecast = Series.Learned(values).Forecast(24, 10);
        for (var step = 1; step <= 24; step++)
        {
            Assert.InRange(forecast.At(0.5, step), 4, 6);
            Assert.InRange(forecast.At(0.99, step), 4.8, 9);
        }
    }

    [Fact]
    public void A_spike_of_one_sample_hardly_moves_the_forecast()
    {
        var values = Series.Daily(5 * StepGrid.StepsPerDay, 11, noise: 0.1);
        var calm = Series.Learned(values).Forecast(24, 10);
        values[^7] *= 20;
        var after = Series.Learned(values).Forecast(24, 10);
        for (var step = 3; step <= 24; step++)
        {
            Assert.InRange(after.At(0.5, step), 0.75 * calm.At(0.5, step), 1.35 * calm.At(0.5, step));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0.01)]
    public void A_change_of_unit_is_followed_within_the_hour_and_the_day_is_known_again_after_two(double factor)
    {
        var values = Series.Daily(8 * StepGrid.StepsPerDay, 12, noise: 0.1);
        var change = 4 * StepGrid.StepsPerDay;
        for (var i = change; i < values.Length; i++)
        {
            values[i] *= factor;
        }

        var soon = Series.Learned(values[..(change + 12)]).Forecast(3, 10);
        Assert.InRange(soon.At(0.5, 3), 0.4 * values[change + 14], 2.5 * values[change + 14]);
        var later = Series.Learned(values[..(change + (3 * StepGrid.StepsPerDay))]).Forecast(24, 10);
        Assert.InRange(later.At(0.5, 24), 0.7 * values[change + (3 * StepGrid.StepsPerDay) + 23], 1.3 * values[change + (3 * StepGrid.StepsPerDay) + 23]);
    }

    [Fact]
    public void A_clock_that_jumps_back_an_hour_repeats_steps_that_are_ignored_and_one_that_jumps_ahead_leaves_a_gap()
    {
        var values = Series.Daily(4 * StepGrid.StepsPerDay, 13, noise: 0.1);
        var forecaster = Series.Learned(values[..1000]);
        var before = forecaster.Serialize();
        for (var i = 988; i < 1000; i++)
        {
            Assert.False(forecaster.Observe(Series.At(i), 0));
        }

        Assert.Equal(before, forecaster.Serialize());
        Assert.True(forecaster.Observe(Series.At(1012), values[1012]));
        Assert.InRange(forecaster.Forecast(3, 10).At(0.5, 1), 0.8 * values[1013], 1.2 * values[1013]);
    }

    [Fact]
    public void Saturated_steps_never_lower_any_quantile_below_what_an_open_forecast_said()
    {
        var values = Series.Daily(6 * StepGrid.StepsPerDay, 14, noise: 0.2);
        var noon = (5 * StepGrid.StepsPerDay) + 120;
        var open = Series.Learned(values[..noon]);
        var said = open.Forecast(24, 10);
        for (var i = 0; i < 24; i++)
        {
            // The size in force serves no more than half.
            _ = open.Observe(Series.At(noon + i), 0.5 * values[noon + i], 0.5 * values[noon + i], censored: true);
        }

        var after = open.Forecast(1, 10);
        Assert.True(after.At(0.5, 1) >= 0.85 * said.At(0.5, 24), $"{after.At(0.5, 1)} after {said.At(0.5, 24)}");
        Assert.True(after.At(0.975, 1) >= 0.85 * said.At(0.5, 24));
    }

    [Fact]
    public void A_long_saturation_does_not_talk_the_forecast_up()
    {
        // Growth that the forecaster has learned to expect, then a size that serves no more than half of the last value.
        var values = Enumerable.Range(0, 300).Select(i => Math.Pow(1.03, i)).ToArray();
        var forecaster = Series.Learned(values);
        for (var i = 300; i < 900; i++)
        {
            _ = forecaster.Observe(Series.At(i), values[^1] / 2, values[^1] / 2, censored: true);
        }

        Assert.All(forecaster.Forecast(24, 10).Values[^1], v => Assert.InRange(v, values[^1] / 2, 2 * values[^1]));
    }

    [Fact]
    public void A_horizon_far_beyond_a_day_repeats_the_day_and_grows_wider()
    {
        var values = Series.Daily(10 * StepGrid.StepsPerDay, 15, noise: 0.2);
        var forecast = Series.Learned(values).Forecast(StepGrid.StepsPerWeek, 10);
        for (var day = 1; day < 7; day++)
        {
            Assert.InRange(forecast.At(0.5, (day * StepGrid.StepsPerDay) + 144), 8, 12);
            Assert.InRange(forecast.At(0.5, day * StepGrid.StepsPerDay), 0.5, 4);
        }

        double Width(int step) => forecast.At(0.95, step) - forecast.At(0.5, step);
        Assert.True(Width(144 + (6 * StepGrid.StepsPerDay)) > Width(144));
    }

    [Fact]
    public void Any_levels_can_be_asked_for_the_low_ones_too()
    {
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores, levels: [0.05, 0.5, 0.95]);
        var values = Series.Daily(8 * StepGrid.StepsPerDay, 16);
        var (inside, asked) = (0, 0);
        Span<double> quantiles = stackalloc double[3];
        for (var i = 0; i + 6 < values.Length; i++)
        {
            _ = forecaster.Observe(Series.At(i), values[i]);
            if (i > 3 * StepGrid.StepsPerDay)
            {
                var mean = forecaster.Forecast(6, quantiles);
                Assert.True(quantiles[0] <= quantiles[1] && quantiles[1] <= quantiles[2] && double.IsFinite(mean));
                inside += values[i + 6] >= quantiles[0] && values[i + 6] <= quantiles[2] ? 1 : 0;
                asked++;
            }
        }

        Assert.InRange(inside / (double)asked, 0.87, 0.93);
        Assert.Throws<ArgumentException>(() => new SeriesForecaster(ResourceKind.CpuVCores, levels: [0.9, 0.5]));
    }

    [Fact]
    public void A_step_is_learned_and_forecast_without_allocating()
    {
        var values = Series.Daily(1200, 17);
        var forecaster = Series.Learned(values[..1000]);
        var quantiles = new double[ForecastLevels.All.Count];
        void Tick(int i)
        {
            _ = forecaster.Observe(Series.At(i), values[i]);
            for (var step = 1; step <= 24; step++)
            {
                _ = forecaster.Forecast(step, quantiles);
            }
        }

        Tick(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1001; i < 1100; i++)
        {
            Tick(i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Coverage_is_watched_and_falls_when_the_load_outgrows_its_quantiles()
    {
        var values = Series.Daily(8 * StepGrid.StepsPerDay, 18);
        Assert.Null(Series.Learned(values[..200]).Forecast(1, 10).RecentCoverage);
        var steady = Series.Learned(values);
        Assert.InRange(steady.Forecast(1, 10).RecentCoverage!.Value, 0.93, 0.97);
        for (var i = 0; i < 200; i++)
        {
            // Every other step higher than any before it: no quantile of the past covers it.
            _ = steady.Observe(Series.At(values.Length + i), i % 2 == 0 ? 12 * Math.Pow(1.012, i) : 10);
        }

        Assert.True(steady.Forecast(1, 10).RecentCoverage < 0.92, $"{steady.Forecast(1, 10).RecentCoverage}");
    }
}
