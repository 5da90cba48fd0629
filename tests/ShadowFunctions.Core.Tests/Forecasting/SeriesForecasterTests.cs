using CsCheck;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class SeriesForecasterTests
{
    private static readonly Gen<(int Skip, double Value, double Extra, bool Censored)> AnyStep = Gen.Select(
        Gen.OneOf(Gen.Const(1), Gen.Const(1), Gen.Const(1), Gen.Int[-3, 600]),
        Gen.OneOf(Gen.Double[0, 100], Gen.Double, Gen.Const(0.0), Gen.Const(double.MaxValue), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity)),
        Gen.OneOf(Gen.Double[0, 5], Gen.Const(double.NaN), Gen.Const(double.MaxValue)),
        Gen.Bool);

    [Fact]
    public void Forecasts_are_finite_and_quantiles_rise_with_their_level_for_any_input() =>
        Gen.Select(AnyStep.Array[1, 400], Gen.Bool).Sample(
            (steps, light) =>
            {
                var forecaster = new SeriesForecaster(ResourceKind.CpuVCores, light);
                var at = 0;
                foreach (var (skip, value, extra, censored) in steps)
                {
                    at += skip;
                    _ = forecaster.Observe(Series.At(at), value, value + extra, censored);
                }

                if (forecaster.ObservedSteps == 0)
                {
                    return;
                }

                var forecast = forecaster.Forecast(40, 10);
                for (var step = 0; step < forecast.Steps; step++)
                {
                    var before = 0.0;
                    foreach (var level in forecast.Values)
                    {
                        Assert.True(double.IsFinite(level[step]), $"step {step} is {level[step]}");
                        Assert.True(level[step] >= before, $"step {step} falls from {before} to {level[step]}");
                        before = level[step];
                    }
                }
            },
            iter: 200);

    [Fact]
    public void A_value_observed_later_changes_no_forecast_made_before()
    {
        var values = Series.Daily(700, 1);
        var first = Series.Learned(values[..600]).Forecast(24, 10);
        var other = (double[])values.Clone();
        other[600] *= 50;
        var second = Series.Learned(other[..600]).Forecast(24, 10);
        var forecaster = Series.Learned(values[..600]);
        var kept = forecaster.Forecast(24, 10);
        _ = forecaster.Observe(Series.At(600), other[600]);
        Assert.Equal(first.Values, second.Values);
        Assert.Equal(first.Values, kept.Values);
        Assert.NotEqual(first.Values, forecaster.Forecast(24, 10).Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forecaster_read_back_goes_on_as_if_it_had_never_stopped(bool light)
    {
        var values = Series.Daily(900, 2);
        var whole = Series.Learned(values, light);
        foreach (var stop in new[] { 1, 30, 301, 777 })
        {
            var resumed = SeriesForecaster.Deserialize(Series.Learned(values[..stop], light).Serialize());
            for (var i = stop; i < values.Length; i++)
            {
                _ = resumed.Observe(Series.At(i), values[i]);
            }

            Assert.Equal(whole.Forecast(300, 10).Values, resumed.Forecast(300, 10).Values);
            Assert.Equal(whole.Serialize(), resumed.Serialize());
        }
    }

    [Fact]
    public void Gaps_are_never_read_as_zero()
    {
        var values = Series.Daily(4 * StepGrid.StepsPerDay, 3, noise: 0.1);
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
        for (var i = 0; i < values.Length; i++)
        {
            var missing = i % 7 < 2 || i is > 900 and < 960;
            _ = !missing && forecaster.Observe(Series.At(i), values[i]);
        }

        var forecast = forecaster.Forecast(24, 10);
        for (var step = 1; step <= 24; step++)
        {
            Assert.InRange(forecast.At(0.5, step), 1.2, 3.5);
        }
    }

    [Fact]
    public void A_long_gap_leaves_the_typical_day_standing()
    {
        var values = Series.Daily(3 * StepGrid.StepsPerDay, 4, noise: 0.1);
        var forecaster = Series.Learned(values);
        var noonTwoDaysLater = (5 * StepGrid.StepsPerDay) + (StepGrid.StepsPerDay / 2);
        _ = forecaster.Observe(Series.At(noonTwoDaysLater), 10);
        Assert.InRange(forecaster.Forecast(6, 10).At(0.5, 6), 8, 11.5);
    }

    [Fact]
    public void Late_and_repeated_steps_are_ignored()
    {
        var values = Series.Daily(400, 5);
        var forecaster = Series.Learned(values);
        var before = forecaster.Forecast(24, 10).Values;
        Assert.False(forecaster.Observe(Series.At(399), 1000));
        Assert.False(forecaster.Observe(Series.At(20), 0));
        Assert.Equal(before, forecaster.Forecast(24, 10).Values);
    }

    [Fact]
    public void Censored_values_raise_the_estimate_and_never_pull_it_down()
    {
        var values = Enumerable.Repeat(8.0, 400).ToArray();
        var open = Series.Learned(values);
        var expected = open.Forecast(3, 10).At(0.5, 1);
        for (var i = 400; i < 412; i++)
        {
            _ = open.Observe(Series.At(i), 4, 4, censored: true);
        }

        Assert.True(open.Forecast(3, 10).At(0.5, 1) >= 0.95 * expected);
        for (var i = 412; i < 424; i++)
        {
            _ = open.Observe(Series.At(i), 12, 12, censored: true);
        }

        Assert.True(open.Forecast(3, 10).At(0.5, 1) >= 11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void The_stated_quantiles_cover_what_they_state(int step)
    {
        var values = Series.Daily(16 * StepGrid.StepsPerDay, 6);
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
        var covered = new int[ForecastLevels.All.Count];
        var scored = 0;
        for (var i = 0; i < values.Length - step; i++)
        {
            _ = forecaster.Observe(Series.At(i), values[i]);
            if (i < 4 * StepGrid.StepsPerDay)
            {
                continue;
            }

            var forecast = forecaster.Forecast(step, step * 5);
            scored++;
            for (var l = 0; l < covered.Length; l++)
            {
                covered[l] += values[i + step] <= forecast.Values[l][step - 1] ? 1 : 0;
            }
        }

        for (var l = 0; l < covered.Length; l++)
        {
            Assert.InRange(covered[l] / (double)scored, ForecastLevels.All[l] - 0.02, ForecastLevels.All[l] + 0.02);
        }
    }

    [Fact]
    public void A_daily_cycle_is_foreseen_an_hour_ahead()
    {
        var values = Series.Daily(10 * StepGrid.StepsPerDay, 7);
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
        double own = 0, persistence = 0;
        for (var i = 0; i < values.Length - 12; i++)
        {
            _ = forecaster.Observe(Series.At(i), values[i]);
            if (i >= 5 * StepGrid.StepsPerDay)
            {
                own += Math.Abs(forecaster.Forecast(12, 60).At(0.5, 12) - values[i + 12]);
                persistence += Math.Abs(values[i] - values[i + 12]);
            }
        }

        Assert.True(own < 0.8 * persistence, $"{own / persistence:0.###} of persistence");
        Assert.False(forecaster.Forecast(12, 60).Abstained);
    }

    [Fact]
    public void A_random_walk_leaves_hardly_anything_to_beat()
    {
        var forecast = Series.Learned(Series.RandomWalk(3000, 8)).Forecast(12, 10);
        Assert.InRange(forecast.SkillRatio!.Value, 0.93, 1.2);
    }

    [Fact]
    public void Two_points_are_enough_for_a_wide_forecast()
    {
        var forecast = Series.Learned([4, 4.1]).Forecast(24, 10);
        Assert.True(forecast.Abstained);
        Assert.Null(forecast.SkillRatio);
        Assert.InRange(forecast.At(0.5, 1), 3, 5.5);
        Assert.True(forecast.At(0.975, 2) > 4.4);
    }

    [Fact]
    public void Demand_twice_as_large_is_forecast_twice_as_large()
    {
        var values = Series.Daily(900, 9);
        var one = Series.Learned(values).Forecast(48, 10);
        var four = Series.Learned([.. values.Select(v => 4 * v)]).Forecast(48, 10);
        for (var l = 0; l < one.Levels.Length; l++)
        {
            for (var s = 0; s < one.Steps; s++)
            {
                Assert.InRange(four.Values[l][s], (4 * one.Values[l][s]) - 1e-3, (4 * one.Values[l][s]) + 1e-3);
            }
        }
    }

    [Fact]
    public void The_state_stays_within_64_KiB_and_the_light_one_within_17()
    {
        Assert.True(Series.Learned(Series.Daily(600, 1)).Serialize().Length <= 64 * 1024);
        Assert.True(Series.Learned(Series.Daily(600, 1), light: true).Serialize().Length <= 17 * 1024);
    }

    [Fact]
    public void A_foreign_state_is_refused_by_name()
    {
        var state = Series.Learned([1, 2, 3]).Serialize();
        state[9 + (8 * ForecastLevels.All.Count)] = 99;
        Assert.Contains("version", Assert.Throws<InvalidDataException>(() => SeriesForecaster.Deserialize(state)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => SeriesForecaster.Deserialize(Series.Learned([1, 2, 3]).Serialize()[..100]));
    }
}
