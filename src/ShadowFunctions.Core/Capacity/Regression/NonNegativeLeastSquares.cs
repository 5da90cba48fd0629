namespace ShadowFunctions.Core.Capacity.Regression;

/// <summary>
/// Least squares with coefficients of at least zero: no statement costs less than nothing. Coordinate descent on the normal equations,
/// which converges for any such problem because it is convex.
/// </summary>
public static class NonNegativeLeastSquares
{
    private const int MostSweeps = 20_000;
    private const double Tolerance = 1e-12;

    /// <summary>Minimises Σ wᵢ (yᵢ − xᵢ·c)² over c ≥ 0.</summary>
    /// <param name="rows">Regressors, one row per observation, all of one length.</param>
    /// <param name="values">Observed values.</param>
    /// <param name="weights">Weights, at least 0; null weighs all alike.</param>
    /// <param name="ridge">Added to the diagonal as a share of it: holds collinear columns together.</param>
    public static double[] Solve(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, IReadOnlyList<double>? weights = null, double ridge = 0)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        if (rows.Count == 0 || rows.Count != values.Count || (weights is not null && weights.Count != rows.Count))
        {
            throw new ArgumentException($"{rows.Count} rows, {values.Count} values: give as many values (and weights) as rows, and at least one.", nameof(rows));
        }

        var (gram, target) = Normal(rows, values, weights);
        var size = target.Length;
        for (var i = 0; i < size; i++)
        {
            gram[i][i] *= 1 + ridge;
        }

        var solution = new double[size];
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            double moved = 0, length = 0;
            for (var i = 0; i < size; i++)
            {
                if (gram[i][i] <= 0)
                {
                    continue;
                }

                var gradient = target[i];
                for (var j = 0; j < size; j++)
                {
                    gradient -= gram[i][j] * solution[j];
                }

                var next = Math.Max(0, solution[i] + (gradient / gram[i][i]));
                moved += (next - solution[i]) * (next - solution[i]) * gram[i][i];
                length += next * next * gram[i][i];
                solution[i] = next;
            }

            if (moved <= Tolerance * Tolerance * length)
            {
                break;
            }
        }

        return solution;
    }

    private static (double[][] Gram, double[] Target) Normal(IReadOnlyList<double[]> rows, IReadOnlyList<double> values, IReadOnlyList<double>? weights)
    {
        var size = rows[0].Length;
        var gram = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        var target = new double[size];
        for (var r = 0; r < rows.Count; r++)
        {
            var (row, weight) = (rows[r], weights?[r] ?? 1);
            for (var i = 0; i < size; i++)
            {
                target[i] += weight * row[i] * values[r];
                for (var j = 0; j < size; j++)
                {
                    gram[i][j] += weight * row[i] * row[j];
                }
            }
        }

        return (gram, target);
    }
}
