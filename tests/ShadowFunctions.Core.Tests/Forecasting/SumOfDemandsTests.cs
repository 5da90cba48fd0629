using CsCheck;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class SumOfDemandsTests
{
    private static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.975, 0.99];

    /// <summary>Standard normal scores of the levels.</summary>
    private static readonly double[] Scores = [0, 0.8416, 1.2816, 1.6449, 1.96, 2.3263];

    private static readonly Gen<double[]> AnyMedians = Gen.Double[5, 50].Array[2, 5];

    [Fact]
    public void One_store_alone_is_itself() =>
        Gen.Select(Gen.Double[1, 50], Gen.Double[0, 10], Gen.Double[-5, 5].Array[0, 200]).Sample((median, deviation, residuals) =>
            Assert.Equal(
                Store(median, deviation).Values.Select(v => v[0]),
                SumOfDemands.Of([Store(median, deviation)], [.. residuals.Select(r => new[] { r })]).Values.Select(v => v[0]), Near));

    [Fact]
    public void Stores_in_perfect_step_and_stores_nothing_is_known_of_give_the_sum_of_their_quantiles() =>
        Gen.Select(AnyMedians, Gen.Double[-5, 5].Array[200]).Sample((medians, residuals) =>
        {
            var parts = medians.Select(m => Store(m, m / 10)).ToArray();
            var sum = Levels.Select((_, level) => parts.Sum(p => p.Values[level][0])).ToArray();
            Assert.Equal(sum, Values(parts, [.. residuals.Select(r => medians.Select((_, i) => (i + 1) * r).ToArray())]), Near);
            Assert.Equal(sum, Values(parts, []), Near);
            Assert.Equal(sum, Values(parts, [.. residuals.Select(r => medians.Select((_, i) => i == 0 ? 0 : r).ToArray())]), Near);
        });

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void The_more_stores_move_together_the_more_the_sum_spreads_between_independence_and_the_sum_of_quantiles(int stores) =>
        Gen.Int[1, 1000].Sample(
            seed =>
            {
                var parts = Enumerable.Range(0, stores).Select(_ => Store(20, 4)).ToArray();
                double[] correlations = [0, 0.3, 0.6, 0.9, 1];
                var upper = correlations.Select(c => Values(parts, Draws(seed, stores, c))[3]).ToArray();
                Assert.All(upper.Zip(upper.Skip(1)), p => Assert.True(p.First < p.Second, string.Join(' ', upper)));

                // The sum of n independent stores spreads √n times as far as one, those in perfect step n times; in between √(n + n(n−1)ρ).
                for (var i = 0; i < correlations.Length; i++)
                {
                    var spread = 4 * 1.6449 * Math.Sqrt(stores + (stores * (stores - 1) * correlations[i]));
                    Assert.Equal((20 * stores) + spread, upper[i], 0.06 * spread * stores / Math.Sqrt(stores));
                }
            },
            iter: 5);

    [Fact]
    public void Quantiles_never_fall_with_the_level() =>
        Gen.Select(AnyMedians, Gen.Double[0, 20], Gen.Int[0, 1000], Gen.Double[-1, 1]).Sample((medians, deviation, seed, correlation) =>
        {
            var values = Values([.. medians.Select(m => Store(m, deviation))], Draws(seed, medians.Length, Math.Max(0, correlation), 50));
            Assert.Equal(values.Order(), values);
        });

    [Fact]
    public void What_does_not_fit_together_is_refused() =>
        Assert.Contains("do not fit together", Assert.Throws<ArgumentException>(() => SumOfDemands.Of([Store(1, 1)], [[1, 2]])).Message, StringComparison.Ordinal);

    private static double[] Values(DemandForecast[] parts, IReadOnlyList<double[]> together) => [.. SumOfDemands.Of(parts, together).Values.Select(v => v[0])];

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-9 * Math.Max(1, Math.Abs(left));

    private static DemandForecast Store(double median, double deviation) => new()
    {
        Resource = ResourceKind.CpuVCores,
        Origin = DateTimeOffset.UnixEpoch,
        StepMinutes = 5,
        Levels = Levels,
        Values = [.. Scores.Select(z => new[] { median + (deviation * z) })],
        Method = "test",
    };

    /// <summary>Normal scores with the same correlation between all.</summary>
    private static List<double[]> Draws(int seed, int stores, double correlation, int count = 4000)
    {
        var random = new Random(seed);
        double Score() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var shared = Score();
            return Enumerable.Range(0, stores).Select(_ => (Math.Sqrt(correlation) * shared) + (Math.Sqrt(1 - correlation) * Score())).ToArray();
        })];
    }
}
