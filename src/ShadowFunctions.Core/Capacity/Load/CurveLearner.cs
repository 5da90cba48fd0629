using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// Learns production's load curve: the shadow's is where it begins, because the shadow was rehearsed far above and below the usual load; production's own
/// intervals, as far as their loads differ, have the last word. A small copy fits the processor's caches and wakes up less, so its curve is not production's.
/// </summary>
internal static class CurveLearner
{
    // How far production's curve may lie from the shadow's.
    private const double CarriedDeviation = 0.25;
    private const int Steps = 20;

    /// <summary>Curves from the root law to proportion.</summary>
    public static IEnumerable<LoadCurve> Candidates(LoadCurve like) =>
        Enumerable.Range(0, Steps + 1).Select(i => like with { Proportional = (double)i / Steps });

    /// <summary>The mean of the curves, each weighted by how likely production's intervals are under it, and the deviation between them.</summary>
    /// <param name="prior">Belief before any interval.</param>
    /// <param name="shadow">The shadow's curve.</param>
    /// <param name="production">Production's intervals.</param>
    public static LoadCurve Learn(CostBelief prior, LoadCurve shadow, IReadOnlyList<LoadWindow> production)
    {
        var here = production.Count == 0 ? shadow : shadow with { UsualVCores = RobustRegression.Median(production.Select(w => LoadSplit.Light(shadow, prior, w))) };
        var curves = Candidates(here).ToArray();
        var learned = curves.Select(c => LoadLearner.Learn(prior, c, production)).ToArray();
        var noise = learned.Min(l => l.Noise);
        double[] logarithms = [.. curves.Select((c, i) => (-0.5 * Square((c.Proportional - shadow.Proportional) / CarriedDeviation)) + Likelihood(prior, learned[i].Belief, c, production, noise))];
        var best = logarithms.Max();
        double[] weights = [.. logarithms.Select(l => Math.Exp(l - best))];
        var mean = weights.Zip(curves, (w, c) => w * c.Proportional).Sum() / weights.Sum();
        var variance = weights.Zip(curves, (w, c) => w * Square(c.Proportional - mean)).Sum() / weights.Sum();
        return here with { Proportional = mean, ProportionalDeviation = Math.Sqrt(variance) };
    }

    /// <summary>Logarithm of how likely the intervals are, each predicted from those before it.</summary>
    private static double Likelihood(CostBelief prior, CostBelief learned, LoadCurve curve, IReadOnlyList<LoadWindow> windows, double noise)
    {
        double sum = 0;
        var belief = prior;
        foreach (var window in windows)
        {
            var (_, deviation) = belief.Predict(LoadFeatures.Of(belief.Names, window));
            var light = LoadSplit.Light(curve, belief, window);
            var relative = deviation * curve.Used(light) * curve.Elasticity(light) / light * window.Seconds / window.CpuSeconds;
            sum += CostBelief.LogLikelihood(LoadLearner.Residual(belief, curve, window), Math.Sqrt(Square(relative) + Square(noise)));
            belief = LoadLearner.Observe(belief, learned, curve, window, noise);
        }

        return sum;
    }

    private static double Square(double x) => x * x;
}
