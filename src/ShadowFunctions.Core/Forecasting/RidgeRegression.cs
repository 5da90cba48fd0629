using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Recursive ridge regression of the absolute error, shrunk to a prior: A ← λA + ωxxᵀ, b ← λb + ωxy, w = (A + κI)⁻¹(b + κw₀) with λ = 0.9998 and
/// κ = 10⁻³·tr(A)/n. The weight ω = min(3, s/|y − wx|), s the running mean |y − wx|, turns squares into absolute values (iteratively
/// reweighted least squares), so that a spike pulls no more than any other step. The Gram matrix is kept in single precision (half the
/// state) in rows of two vectors; it is solved in double.
/// </summary>
internal sealed class RidgeRegression
{
    public const int Features = 13;

    /// <summary>Length of an input: features, then zeros to whole vectors.</summary>
    public const int Width = 16;

    private const int Half = 8;
    private const int Packed = Features * (Features + 1) / 2;
    private const float Forgetting = 0.9998f;
    private const double Shrinkage = 1e-3;
    private const double LargestWeight = 3;
    private const int ErrorMemorySteps = 288;
    private const int FewErrors = 50;
    private readonly float[] _gram = new float[Features * Width];
    private readonly float[] _moments = new float[Width];
    private readonly float[] _weights = new float[Width];
    private readonly float[] _prior;
    private double _error;
    private int _learned;

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
        (_error, _learned) = (0, 0);
    }

    /// <summary>The regression at an input of <see cref="Width"/> numbers.</summary>
    public double Predict(ReadOnlySpan<float> x)
    {
        ref var input = ref MemoryMarshal.GetReference(x[..Width]);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        return Vector256.Sum(
            (Vector256.LoadUnsafe(ref input) * Vector256.LoadUnsafe(ref weights))
            + (Vector256.LoadUnsafe(ref input, Half) * Vector256.LoadUnsafe(ref weights, Half)));
    }

    public void Learn(ReadOnlySpan<float> x, double y)
    {
        var weight = (float)Weight(Math.Abs(y - Predict(x)));
        ref var input = ref MemoryMarshal.GetReference(x[..Width]);
        var (low, high) = (Vector256.LoadUnsafe(ref input), Vector256.LoadUnsafe(ref input, Half));
        var forgetting = Vector256.Create(Forgetting);
        ref var gram = ref MemoryMarshal.GetArrayDataReference(_gram);
        for (var i = 0; i < Features; i++)
        {
            var factor = Vector256.Create(weight * x[i]);
            Add(ref gram, (nuint)(i * Width), forgetting, factor * low);
            if (i >= Half)
            {
                Add(ref gram, (nuint)((i * Width) + Half), forgetting, factor * high);
            }
        }

        var target = Vector256.Create(weight * (float)y);
        ref var moments = ref MemoryMarshal.GetArrayDataReference(_moments);
        Add(ref moments, 0, forgetting, target * low);
        Add(ref moments, Half, forgetting, target * high);
    }

    /// <summary>Recomputes the weights by a Cholesky decomposition; keeps the old ones when the matrix is not positive definite.</summary>
    public void Solve()
    {
        Span<double> lower = stackalloc double[Packed];
        Span<double> solution = stackalloc double[Features];
        double trace = 0;
        for (var i = 0; i < Features; i++)
        {
            trace += _gram[(i * Width) + i];
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
        codec.Exchange(ref _error);
        codec.Exchange(ref _learned);
    }

    private static void Add(ref float to, nuint at, Vector256<float> forgetting, Vector256<float> more) =>
        ((forgetting * Vector256.LoadUnsafe(ref to, at)) + more).StoreUnsafe(ref to, at);

    private double Weight(double error)
    {
        _learned = Math.Min(_learned + 1, int.MaxValue - 1);
        _error += Math.Max(1.0 / ErrorMemorySteps, 1.0 / _learned) * (error - _error);
        return _learned <= FewErrors ? 1 : Math.Min(LargestWeight, _error / Math.Max(error, 1e-12));
    }

    private bool Decompose(Span<double> lower, double kappa)
    {
        for (var i = 0; i < Features; i++)
        {
            var row = i * (i + 1) / 2;
            for (var j = 0; j <= i; j++)
            {
                var other = j * (j + 1) / 2;
                double sum = _gram[(i * Width) + j] + (i == j ? kappa : 0);
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

            solution[i] = sum / lower[(i * (i + 1) / 2) + i];
        }
    }
}
