using CsCheck;
using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Tests.Capacity;

public sealed class RegressionTests
{
    private static readonly double[] Costs = [0.0002, 0.003, 0, 0.02];

    private static (double[][] Rows, double[] Totals) History(int count, double noise, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, count).Select(_ => Costs.Select(_ => 50 + (200 * random.NextDouble())).ToArray()).ToArray();
        return (rows, [.. rows.Select(r => r.Zip(Costs, (a, b) => a * b).Sum() * (1 + (noise * Gauss(random))))]);
    }

    [Fact]
    public void Costs_of_statements_are_recovered_from_production_totals()
    {
        var (rows, totals) = History(60, 0.001, 3);
        var solution = NonNegativeLeastSquares.Solve(rows, totals);
        Assert.All(solution.Zip(Costs), c => Assert.InRange(c.First, c.Second - 2e-4, c.Second + 2e-4));
    }

    [Fact]
    public void No_cost_is_negative_and_none_could_be_better() =>
        Gen.Select(Gen.Double[0, 10].Array[3].Array[8], Gen.Double[-5, 50].Array[8]).Sample((rows, values) =>
        {
            var solution = NonNegativeLeastSquares.Solve(rows, values);
            Assert.All(solution, c => Assert.True(c >= 0 && double.IsFinite(c)));

            // The conditions of Karush, Kuhn and Tucker: the gradient vanishes where a cost is positive and is nowhere downhill.
            for (var i = 0; i < 3; i++)
            {
                var gradient = rows.Select((r, k) => r[i] * (r.Zip(solution, (a, b) => a * b).Sum() - values[k])).Sum();
                var scale = 1e-5 * (1 + rows.Sum(r => r[i] * r[i]) + values.Sum(Math.Abs));
                Assert.True(gradient >= -scale && (solution[i] == 0 || gradient <= scale));
            }
        });

    [Fact]
    public void One_interval_in_five_may_lie()
    {
        var (rows, totals) = History(60, 0.01, 5);
        for (var i = 0; i < totals.Length; i += 5)
        {
            totals[i] *= 4;
        }

        var fit = RobustRegression.Fit(rows, totals);
        var load = new double[] { 100, 100, 100, 100 };
        Assert.InRange(load.Zip(fit.Coefficients, (a, b) => a * b).Sum(), 0.97 * 2.32, 1.03 * 2.32);
        Assert.InRange(fit.RelativeDeviation, 0, 0.05);
    }

    [Fact]
    public void A_belief_learns_what_collinear_mixes_show_and_keeps_the_prior_for_the_rest()
    {
        var belief = CostBelief.Prior(["a", "b"], [1, 1], [0.5, 0.5], 0);
        for (var i = 1; i <= 20; i++)
        {
            // Always as many a as b: only the sum can be seen.
            belief = belief.Learn([i, i], 3 * i, 0.01 * i);
        }

        Assert.InRange(belief.Mean[0] + belief.Mean[1], 2.98, 3.02);
        Assert.InRange(belief.Mean[0], 1.45, 1.55);
        Assert.True(belief.Predict([10, 0]).Deviation > 20 * belief.Predict([5, 5]).Deviation);
    }

    [Fact]
    public void The_stated_deviation_covers_the_truth_at_the_stated_rate()
    {
        var (inside, all) = (0, 400);
        for (var seed = 0; seed < all; seed++)
        {
            var random = new Random(seed);
            var truth = Costs.Select(c => Math.Max(0, c * (1 + (0.3 * Gauss(random))))).ToArray();
            var belief = CostBelief.Prior(["a", "b", "c", "d"], Costs, [.. Costs.Select(c => 0.3 * c)], 0);
            for (var i = 0; i < 15; i++)
            {
                var mix = Costs.Select(_ => 50 + (100 * random.NextDouble())).ToArray();
                var total = mix.Zip(truth, (a, b) => a * b).Sum();
                belief = belief.Learn(mix, total * (1 + (0.05 * Gauss(random))), 0.05 * total);
            }

            double[] unseen = [600, 10, 300, 20];
            var (mean, deviation) = belief.Predict(unseen);
            inside += Math.Abs(mean - unseen.Zip(truth, (a, b) => a * b).Sum()) <= 1.96 * deviation ? 1 : 0;
        }

        Assert.InRange((double)inside / all, 0.91, 0.985);
    }

    [Fact]
    public void An_absurd_observation_moves_a_belief_only_a_little()
    {
        var belief = CostBelief.Prior(["a"], [1], [0.1], 0);
        Assert.InRange(belief.Learn([1], 100, 0.1).Mean[0], 1, 1.3);
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
