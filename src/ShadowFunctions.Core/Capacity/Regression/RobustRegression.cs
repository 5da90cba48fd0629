namespace ShadowFunctions.Core.Capacity.Regression;

/// <summary>
/// Non-negative regression that one bad interval cannot spoil: Huber's weights, reweighted until they stand (Huber 1964). The scale of the
/// residuals is their median, so up to half the intervals may be bad.
/// </summary>
public static class RobustRegression
{
    private const int Rounds = 25;
    private const double Bend = 1.345;
    private const double MedianToDeviation = 1.4826;

    /// <summary>Fits non-negative coefficients; residuals count relative to the value.</summary>
    /// <param name="rows">Regressors, one row per interval.</param>
    /// <param name="values">Observed values; those at or below 0 are left out.</param>
    /// <param name="ridge">See <see cref="NonNegativeLeastSquares.Solve"/>.</param>
    public static RobustFit Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, double ridge = 0)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        var kept = Enumerable.Range(0, rows.Count).Where(i => values[i] > 0 && double.IsFinite(values[i])).ToArray();
        if (kept.Length == 0)
        {
            throw new ArgumentException("No interval has a value above 0: nothing can be learned.", nameof(values));
        }

        double[][] x = [.. kept.Select(i => rows[i])];
        double[] y = [.. kept.Select(i => values[i])];
        var relative = y.Select(v => 1 / (v * v)).ToArray();
        var weights = relative.ToArray();
        double[] solution = [];
        double scale = 0;
        for (var round = 0; round < Rounds; round++)
        {
            solution = NonNegativeLeastSquares.Solve(x, y, weights, ridge);
            var residuals = x.Select((row, i) => Math.Abs(y[i] - Dot(row, solution)) / y[i]).ToArray();
            scale = Math.Max(MedianToDeviation * Median(residuals), 1e-9);
            weights = [.. residuals.Select((r, i) => relative[i] * Math.Min(1, Bend * scale / Math.Max(r, 1e-12)))];
        }

        return new RobustFit(solution, scale);
    }

    internal static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
