namespace ShadowFunctions.Core.Capacity.Growth;

/// <summary>
/// Finds the growth law in measurements at nested fractions: every shape is fitted by least squares with b ≥ 0, the corrected Akaike
/// criterion chooses (Hurvich and Tsai 1989), and the spread of the other shapes, weighted by how well they explain the points, is part of
/// the stated error: with few or noisy points the choice of shape is the larger doubt.
/// </summary>
public static class GrowthLaws
{
    // Work is counted in whole pages, and keys differ from sample to sample: nothing is known better than this.
    private const double SmallestError = 0.004;

    private static readonly GrowthShape[] Shapes = Enum.GetValues<GrowthShape>();

    /// <summary>Fits; null with fewer than three different fractions.</summary>
    /// <param name="points">Work at fractions of production; all of one plan.</param>
    public static GrowthLaw? Fit(IReadOnlyList<GrowthPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var sound = points.Where(p => p.Fraction > 0 && double.IsFinite(p.Fraction) && double.IsFinite(p.Work) && p.Work >= 0).ToArray();
        if (sound.Select(p => p.Fraction).Distinct().Count() < 3)
        {
            return null;
        }

        var fits = Shapes.Select(s => Fitted.Of(s, sound)).ToArray();
        var best = fits.MinBy(f => f.Criterion)!;
        var weights = fits.Select(f => Math.Exp(-0.5 * (f.Criterion - best.Criterion))).ToArray();
        var value = best.Law.At(1);
        var variance = fits.Zip(weights).Sum(f => f.Second * (Square(f.First.Law.At(1) - value) + f.First.VarianceAtOne)) / weights.Sum();
        var error = value > 0 ? Math.Sqrt(variance) / value : 0;
        return best.Law with { RelativeError = Math.Max(SmallestError, error) };
    }

    private static double Square(double x) => x * x;

    private sealed record Fitted(GrowthLaw Law, double Criterion, double VarianceAtOne)
    {
        public static Fitted Of(GrowthShape shape, GrowthPoint[] points)
        {
            // Relative residuals: a page more at the smallest sample means as much as a hundred at the largest.
            var scale = points.Max(p => p.Work);
            var weights = points.Select(p => 1 / Square(Math.Max(p.Work, Math.Max(1e-3 * scale, 1e-9)))).ToArray();
            var basis = points.Select(p => GrowthLaw.Basis(shape, p.Fraction)).ToArray();
            var total = weights.Sum();
            var (meanX, meanY) = (Mean(basis, weights, total), Mean([.. points.Select(p => p.Work)], weights, total));
            var xx = basis.Zip(weights).Sum(x => x.Second * Square(x.First - meanX));
            var xy = basis.Select((x, i) => weights[i] * (x - meanX) * (points[i].Work - meanY)).Sum();
            var slope = xx > 0 ? Math.Max(0, xy / xx) : 0;
            var law = new GrowthLaw(shape, meanY - (slope * meanX), slope, 0);
            var residual = points.Select((p, i) => weights[i] * Square(p.Work - law.A - (slope * basis[i]))).Sum();
            int n = points.Length, k = shape == GrowthShape.Constant ? 2 : 3;
            var noise = Math.Max(residual / Math.Max(1, n - k + 1), Square(SmallestError));
            var variance = noise * ((1 / total) + (xx > 0 && shape != GrowthShape.Constant ? Square(GrowthLaw.Basis(shape, 1) - meanX) / xx : 0));
            return new Fitted(law, (n * Math.Log(Math.Max(residual / n, Square(SmallestError)))) + (2 * k) + Correction(n, k), variance);
        }

        /// <summary>The small-sample term; below the fewest points that give it a value it stays as high as there.</summary>
        private static double Correction(int n, int k) => 2.0 * k * (k + 1) / Math.Max(1, n - k - 1);

        private static double Mean(double[] values, double[] weights, double total) => values.Zip(weights).Sum(v => v.First * v.Second) / total;
    }
}
