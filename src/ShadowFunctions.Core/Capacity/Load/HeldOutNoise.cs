using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// How far the model misses intervals of production that it has not learned from: each fold of them is left out in turn. What is learned from
/// is always fitted better, the more so the fewer intervals there are, so its residuals would state too narrow an interval.
/// </summary>
internal static class HeldOutNoise
{
    private const int MostFolds = 9;
    private const int FewestWindows = 3;

    // A miss beyond this is a bad interval, not noise.
    private const double LargestMiss = 1;

    /// <summary>Relative deviation of one interval beyond what its statements' own variation explains; 0 with too few intervals.</summary>
    /// <param name="prior">Belief before any interval.</param>
    /// <param name="curve">The load curve.</param>
    /// <param name="windows">Intervals of production.</param>
    /// <param name="explained">Relative variance that single statements' variation explains in one interval.</param>
    public static double Of(CostBelief prior, LoadCurve curve, IReadOnlyList<LoadWindow> windows, Func<LoadWindow, double> explained)
    {
        if (windows.Count < FewestWindows)
        {
            return 0;
        }

        var folds = Math.Min(MostFolds, windows.Count);
        double sum = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            var (belief, _) = LoadLearner.Learn(prior, curve, [.. windows.Where((_, i) => i % folds != fold)]);
            foreach (var window in windows.Where((_, i) => i % folds == fold))
            {
                var miss = Math.Min(LargestMiss, Math.Abs(LoadLearner.Residual(belief, curve, window)));
                sum += Math.Max(0, (miss * miss) - explained(window));
            }
        }

        // Few residuals: the quantile of Student's t instead of the normal one, to first order (Cornish and Fisher).
        return Math.Sqrt(sum / windows.Count) * (1 + (1.2 / (windows.Count - 1)));
    }
}
