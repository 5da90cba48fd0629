using CsCheck;
using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Core.Tests.Forecasting.Hourly;

public sealed class HourlyForecasterProperties
{
    private static readonly double[] Levels = [0.025, 0.5, 0.9, 0.975];

    private static readonly double[] Odd =
        [double.PositiveInfinity, double.NegativeInfinity, -5, 1e-300, 1e300, double.MaxValue, double.Epsilon, -double.MaxValue];

    private static readonly Gen<double> Value = Gen.Frequency(
        (20, Gen.Double[0, 1000]),
        (3, Gen.Const(0.0)),
        (2, Gen.Const(double.NaN)),
        (1, Gen.Int[0, 7].Select(i => Odd[i])));

    private static readonly Gen<double[]> Histories = Gen.Int[1, 700].SelectMany(n => Value.Array[n]).Where(h => h.Any(double.IsFinite));

    [Fact]
    public void Whatever_the_history_the_forecast_is_finite_bounded_and_its_quantiles_in_order() =>
        Gen.Select(Histories, Gen.Int[1, 200]).Sample((history, horizon) =>
        {
            var forecast = HourlyForecaster.Forecast(history, horizon, Levels);
            var low = Math.Max(-1e15, history.Where(double.IsFinite).Min());
            var high = Math.Min(1e15, history.Where(double.IsFinite).Max());
            var margin = 0.5001 * (high - low);
            for (var h = 0; h < horizon; h++)
            {
                Assert.InRange(forecast.Mean[h], low - margin, high + margin);
                for (var i = 0; i < Levels.Length; i++)
                {
                    Assert.InRange(forecast.Values[i][h], low - margin, high + margin);
                    Assert.True(i == 0 || forecast.Values[i][h] >= forecast.Values[i - 1][h]);
                }
            }
        }, iter: 150);

    [Fact]
    public void Scaling_the_history_scales_the_forecast() =>
        Gen.Select(Gen.UInt, Gen.Int[60, 700], Gen.Double[-6, 6]).Sample((seed, hours, exponent) =>
        {
            var factor = Math.Pow(10, exponent);
            var history = HourlySeries.DoubleSeasonal(hours, noise: 30, seed: seed);
            var plain = HourlyForecaster.Forecast(history, 60, Levels);
            var scaled = HourlyForecaster.Forecast(history.Select(v => v * factor).ToArray(), 60, Levels);
            for (var h = 0; h < 60; h++)
            {
                Assert.Equal(1, scaled.Mean[h] / factor / plain.Mean[h], 1e-3);
            }
        }, iter: 30);

    [Fact]
    public void Only_the_hours_given_matter_and_the_same_hours_give_the_same_forecast() =>
        Gen.Select(Gen.UInt, Gen.Int[30, 600]).Sample((seed, hours) =>
        {
            var longer = HourlySeries.DoubleSeasonal(hours + 50, noise: 30, seed: seed);
            var first = HourlyForecaster.Forecast(longer.AsSpan(0, hours), 48, Levels);
            for (var t = hours; t < longer.Length; t++)
            {
                longer[t] = 1e6;
            }

            // Another series in between: nothing of it may stay in the work space.
            _ = HourlyForecaster.Forecast(HourlySeries.DoubleSeasonal(900, noise: 500, seed: seed + 1), 168, Levels);
            var second = HourlyForecaster.Forecast(longer.AsSpan(0, hours), 48, Levels);
            Assert.Equal(first.Mean, second.Mean);
            Assert.Equal(first.Values, second.Values);
        }, iter: 30);
}
