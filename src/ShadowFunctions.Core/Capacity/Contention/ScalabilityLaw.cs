using MathNet.Numerics.LinearAlgebra;
using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Contention;

/// <summary>
/// Universal Scalability Law (Gunther 1993): X(N) = λN / (1 + σ(N − 1) + κN(N − 1)). N/X is linear in the three coefficients, so the fit is a
/// non-negative regression, and the errors follow from its covariance.
/// </summary>
/// <param name="Lambda">Statements per second of one alone.</param>
/// <param name="Sigma">Contention: the share that waits for others.</param>
/// <param name="Kappa">Coherence: the price of agreeing, per pair.</param>
/// <param name="RelativeError">Typical relative residual of the throughput.</param>
public sealed record ScalabilityLaw(double Lambda, double Sigma, double Kappa, double RelativeError)
{
    private const int FewestSteps = 4;

    /// <summary>Concurrency at which throughput is highest; null when nothing in the measurements says that it ever falls.</summary>
    public double? KneeConcurrency => Kappa > 0 && Sigma < 1 ? Math.Sqrt((1 - Sigma) / Kappa) : null;

    /// <summary>Standard deviation of <see cref="KneeConcurrency"/>; null with it.</summary>
    public double? KneeDeviation { get; private init; }

    /// <summary>Highest throughput, statements per second: at the knee, or the limit λ/σ; null when neither binds.</summary>
    public double? PeakPerSecond => KneeConcurrency is { } knee ? At(knee) : Sigma > 0 ? Lambda / Sigma : null;

    /// <summary>Throughput at a concurrency.</summary>
    public double At(double concurrency) =>
        Lambda * concurrency / (1 + (Sigma * (concurrency - 1)) + (Kappa * concurrency * (concurrency - 1)));

    /// <summary>Fits; null with fewer than four steps or without a rising start.</summary>
    public static ScalabilityLaw? Fit(IReadOnlyList<LoadPoint> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var sound = steps.Where(s => s.Concurrency > 0 && s.PerSecond > 0 && double.IsFinite(s.Concurrency) && double.IsFinite(s.PerSecond)).ToArray();
        if (sound.Select(s => s.Concurrency).Distinct().Count() < FewestSteps)
        {
            return null;
        }

        double[][] rows = [.. sound.Select(s => new[] { 1, s.Concurrency - 1, s.Concurrency * (s.Concurrency - 1) })];
        double[] values = [.. sound.Select(s => s.Concurrency / s.PerSecond)];
        var fit = RobustRegression.Fit(rows, values);
        var (a, b, c) = (fit.Coefficients[0], fit.Coefficients[1], fit.Coefficients[2]);
        if (!(a > 0))
        {
            return null;
        }

        var noise = Math.Sqrt(rows.Select((r, i) => Square(1 - (RobustRegression.Dot(r, [a, b, c]) / values[i]))).Sum() / Math.Max(1, sound.Length - 3));
        var law = new ScalabilityLaw(1 / a, b / a, c / a, Math.Max(noise, fit.RelativeDeviation));
        return law with { KneeDeviation = law.KneeConcurrency is { } knee ? Deviation(rows, values, law, knee) : null };
    }

    /// <summary>Delta method: N* = √((α − β)/γ) in the linear coefficients.</summary>
    private static double? Deviation(double[][] rows, double[] values, ScalabilityLaw law, double knee)
    {
        var design = Matrix<double>.Build.Dense(rows.Length, 3, (i, j) => rows[i][j] / values[i]);
        var information = design.TransposeThisAndMultiply(design);
        if (!(Math.Abs(information.Determinant()) > 0))
        {
            return null;
        }

        var (alpha, gamma) = (1 / law.Lambda, law.Kappa / law.Lambda);
        var beta = law.Sigma * alpha;
        var gradient = Vector<double>.Build.DenseOfArray([knee / (2 * (alpha - beta)), -knee / (2 * (alpha - beta)), -knee / (2 * gamma)]);
        var variance = Square(law.RelativeError) * gradient.DotProduct(information.Inverse() * gradient);
        return variance >= 0 ? Math.Sqrt(variance) : null;
    }

    private static double Square(double x) => x * x;
}
