namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Recursive ridge regression shrunk to a prior: A ← λA + xxᵀ, b ← λb + xy, w = (A + κI)⁻¹(b + κw₀) with λ = 0.9998 and
/// κ = 10⁻³·tr(A)/n. The Gram matrix is kept in single precision (half the state); it is solved in double.
/// </summary>
internal sealed class RidgeRegression
{
    public const int Features = 13;
    private const int Packed = Features * (Features + 1) / 2;
    private const double Forgetting = 0.9998;
    private const double Shrinkage = 1e-3;
    private readonly float[] _gram = new float[Packed];
    private readonly float[] _moments = new float[Features];
    private readonly float[] _weights = new float[Features];
    private readonly float[] _prior;

    public RidgeRegression(float[] prior)
    {
        _prior = prior;
        Reset();
    }

    public void Reset()
    {
        _gram.AsSpan().Clear();
        _moments.AsSpan().Clear();
        _prior.CopyTo(_weights.AsSpan());
    }

    public double Predict(ReadOnlySpan<float> x)
    {
        double sum = 0;
        for (var i = 0; i < Features; i++)
        {
            sum += (double)_weights[i] * x[i];
        }

        return sum;
    }

    public void Learn(ReadOnlySpan<float> x, double y)
    {
        var k = 0;
        for (var i = 0; i < Features; i++)
        {
            for (var j = 0; j <= i; j++, k++)
            {
                _gram[k] = (float)((Forgetting * _gram[k]) + (x[i] * x[j]));
            }

            _moments[i] = (float)((Forgetting * _moments[i]) + (x[i] * y));
        }
    }

    /// <summary>Recomputes the weights by a Cholesky decomposition; keeps the old ones when the matrix is not positive definite.</summary>
    public void Solve()
    {
        Span<double> lower = stackalloc double[Packed];
        Span<double> solution = stackalloc double[Features];
        double trace = 0;
        for (var i = 0; i < Features; i++)
        {
            trace += _gram[Diagonal(i)];
        }

        var kappa = (Shrinkage * trace / Features) + 1e-9;
        if (!Decompose(lower, kappa))
        {
            return;
        }

        Substitute(lower, solution, kappa);
        for (var i = 0; i < Features; i++)
        {
            if (!float.IsFinite((float)solution[i]))
            {
                return;
            }
        }

        for (var i = 0; i < Features; i++)
        {
            _weights[i] = (float)solution[i];
        }
    }

    public void Exchange(StateCodec codec)
    {
        codec.Exchange(_gram);
        codec.Exchange(_moments);
        codec.Exchange(_weights);
    }

    private bool Decompose(Span<double> lower, double kappa)
    {
        for (var i = 0; i < Features; i++)
        {
            var row = i * (i + 1) / 2;
            for (var j = 0; j <= i; j++)
            {
                var other = j * (j + 1) / 2;
                double sum = _gram[row + j] + (i == j ? kappa : 0);
                for (var k = 0; k < j; k++)
                {
                    sum -= lower[row + k] * lower[other + k];
                }

                if (i != j)
                {
                    lower[row + j] = sum / lower[other + j];
                }
                else if (sum > 0)
                {
                    lower[row + i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void Substitute(ReadOnlySpan<double> lower, Span<double> solution, double kappa)
    {
        for (var i = 0; i < Features; i++)
        {
            var row = i * (i + 1) / 2;
            var sum = _moments[i] + (kappa * _prior[i]);
            for (var k = 0; k < i; k++)
            {
                sum -= lower[row + k] * solution[k];
            }

            solution[i] = sum / lower[row + i];
        }

        for (var i = Features - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var k = i + 1; k < Features; k++)
            {
                sum -= lower[(k * (k + 1) / 2) + i] * solution[k];
            }

            solution[i] = sum / lower[Diagonal(i)];
        }
    }

    private static int Diagonal(int i) => (i * (i + 1) / 2) + i;
}
