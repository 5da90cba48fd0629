using CsCheck;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

/// <summary>What holds for any series: noise, spikes, gaps, zeros and saturated steps, in any order.</summary>
public class ForecasterPropertyTests
{
    private static readonly Gen<(int Skip, double Value, bool Censored)[]> AnySeries = Gen.Select(
        Gen.OneOf(Gen.Const(1), Gen.Const(1), Gen.Const(1), Gen.Int[1, 40], Gen.Const(700)),
        Gen.OneOf(Gen.Double[0, 10], Gen.Double[9, 11], Gen.Const(0.0), Gen.Double[0, 1e6]),
        Gen.OneOf(Gen.Const(false), Gen.Const(false), Gen.Bool)).Array[2, 500];

    [Fact]
    public void Stopped_after_any_step_and_resumed_the_state_is_bit_for_bit_that_of_one_that_never_stopped() =>
        Gen.Select(AnySeries, Gen.Int[0, 499], Gen.Bool).Sample(
            (steps, stop, light) =>
            {
                var whole = new SeriesForecaster(ResourceKind.CpuVCores, light);
                var resumed = new SeriesForecaster(ResourceKind.CpuVCores, light);
                var at = 0;
                for (var i = 0; i < steps.Length; i++)
                {
                    at += steps[i].Skip;
                    Observe(whole, at, steps[i]);
                    Observe(resumed, at, steps[i]);
                    resumed = i == stop % steps.Length ? SeriesForecaster.Deserialize(resumed.Serialize()) : resumed;
                }

                Assert.Equal(whole.Serialize(), resumed.Serialize());
                Assert.Equal(whole.Forecast(48, 10).Values, resumed.Forecast(48, 10).Values);
            },
            iter: 100);

    [Fact]
    public void No_forecast_depends_on_a_later_step() =>
        Gen.Select(AnySeries, Gen.Double[0, 1e7]).Sample(
            (steps, other) =>
            {
                // Two runs that differ in the last value only: everything said before must be the same, and asking must change nothing.
                var (one, two) = (new SeriesForecaster(ResourceKind.CpuVCores), new SeriesForecaster(ResourceKind.CpuVCores));
                var at = 0;
                for (var i = 0; i < steps.Length - 1; i++)
                {
                    at += steps[i].Skip;
                    Observe(one, at, steps[i]);
                    Observe(two, at, steps[i]);
                    Assert.Equal(one.Forecast(26, 10).Values, two.Forecast(26, 10).Values);
                }

                var said = one.Forecast(26, 10);
                _ = two.Observe(Series.At(at + 1), other);
                Assert.Equal(said.Values, one.Forecast(26, 10).Values);
                _ = one.Observe(Series.At(at + 1), other);
                Assert.Equal(two.Serialize(), one.Serialize());
            },
            iter: 40);

    [Fact]
    public void Forecasts_are_bounded_by_twice_the_highest_value_ever_seen() =>
        AnySeries.Sample(
            steps =>
            {
                var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
                var (at, highest) = (0, 0.0);
                foreach (var step in steps)
                {
                    at += step.Skip;
                    Observe(forecaster, at, step);
                    highest = Math.Max(highest, step.Value);
                }

                var forecast = forecaster.Forecast(300, 10);
                foreach (var level in forecast.Values)
                {
                    Assert.All(level, v => Assert.InRange(v, 0, (2 * highest * 1.0001) + 1e-9));
                }
            },
            iter: 100);

    [Fact]
    public void A_gap_of_any_length_is_never_read_as_zero() =>
        Gen.Int[1, 300].Sample(
            gap =>
            {
                var values = Series.Daily(3 * StepGrid.StepsPerDay, 21, noise: 0.1).Select(v => v + 5).ToArray();
                var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
                for (var i = 0; i < values.Length; i++)
                {
                    _ = (i < 400 || i >= 400 + gap) && forecaster.Observe(Series.At(i), values[i]);
                }

                // Every value is at least 5; a gap read as zero would show in the quantiles or in the day's profile.
                Assert.All(forecaster.Forecast(StepGrid.StepsPerDay, 10).Values[0], v => Assert.True(v > 4.5, $"{v} after a gap of {gap}"));
            },
            iter: 30);

    private static void Observe(SeriesForecaster forecaster, int at, (int Skip, double Value, bool Censored) step) =>
        forecaster.Observe(Series.At(at), step.Value, step.Value, step.Censored);
}
