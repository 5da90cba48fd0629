using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>The few dense operations the regressions need, eight numbers at a time.</summary>
internal static class VectorMath
{
    private const int Lanes = 8;

    /// <summary>A pivot this small beside its diagonal means the column is spoken for by the ones before it.</summary>
    private const double SmallestPivot = 1e-12;

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b[..a.Length]);
        var even = Vector512<double>.Zero;
        var odd = even;
        var i = 0;
        for (; i <= a.Length - (2 * Lanes); i += 2 * Lanes)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref left, (nuint)i), Vector512.LoadUnsafe(ref right, (nuint)i), even);
            odd = Vector512.MultiplyAddEstimate(
                Vector512.LoadUnsafe(ref left, (nuint)(i + Lanes)), Vector512.LoadUnsafe(ref right, (nuint)(i + Lanes)), odd);
        }

        var sum = Vector512.Sum(even + odd);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>y ← y + factor · x.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y[..x.Length]);
        var factors = Vector512.Create(factor);
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            Vector512.MultiplyAddEstimate(factors, Vector512.LoadUnsafe(ref from, (nuint)i), Vector512.LoadUnsafe(ref to, (nuint)i))
                .StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }

    /// <summary>y ← y + constant − x.</summary>
    public static void AddDifference(double constant, ReadOnlySpan<double> x, Span<double> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y[..x.Length]);
        var constants = Vector512.Create(constant);
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            (Vector512.LoadUnsafe(ref to, (nuint)i) + constants - Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] += constant - x[i];
        }
    }

    /// <summary>
    /// Replaces the upper triangle of a symmetric matrix (row by row, <paramref name="n"/> wide) with its Cholesky factor U, A = UᵀU. Rows
    /// are finished eight at a time and then taken from all rows below at once.
    /// </summary>
    public static void Factorize(Span<double> matrix, int n)
    {
        for (var k = 0; k < n; k += Lanes)
        {
            var end = Math.Min(k + Lanes, n);
            for (var i = k; i < end; i++)
            {
                FinishRow(matrix, n, k, i);
            }

            for (var i = end; i < n; i++)
            {
                TakeBlock(matrix, n, k, i);
            }
        }
    }

    /// <summary>x ← U⁻ᵀ x; the first p of the result solve the leading block of p.</summary>
    public static void SolveLower(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] /= factor[(i * n) + i];
            AddScaled(-x[i], factor.Slice((i * n) + i + 1, x.Length - i - 1), x[(i + 1)..]);
        }
    }

    /// <summary>x ← U⁻¹ x, with the leading block of U as long as <paramref name="x"/>.</summary>
    public static void SolveUpper(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] = (x[i] - Dot(factor.Slice((i * n) + i + 1, x.Length - i - 1), x[(i + 1)..])) / factor[(i * n) + i];
        }
    }

    private static void FinishRow(Span<double> matrix, int n, int k, int i)
    {
        var row = matrix.Slice((i * n) + i, n - i);
        var diagonal = row[0];
        for (var above = k; above < i; above++)
        {
            var source = matrix.Slice((above * n) + i, n - i);
            AddScaled(-source[0], source, row);
        }

        var root = Math.Sqrt(Math.Max(row[0], (SmallestPivot * Math.Abs(diagonal)) + double.Epsilon));
        row[0] = root;
        for (var j = 1; j < row.Length; j++)
        {
            row[j] /= root;
        }
    }

    /// <summary>Row i minus what the eight rows from k on explain of it.</summary>
    private static void TakeBlock(Span<double> matrix, int n, int k, int i)
    {
        var length = n - i;
        ref var first = ref matrix[(k * n) + i];
        ref var row = ref matrix[(i * n) + i];
        var stride = (nuint)n;
        var f0 = Vector512.Create(-first);
        var f1 = Vector512.Create(-matrix[((k + 1) * n) + i]);
        var f2 = Vector512.Create(-matrix[((k + 2) * n) + i]);
        var f3 = Vector512.Create(-matrix[((k + 3) * n) + i]);
        var f4 = Vector512.Create(-matrix[((k + 4) * n) + i]);
        var f5 = Vector512.Create(-matrix[((k + 5) * n) + i]);
        var f6 = Vector512.Create(-matrix[((k + 6) * n) + i]);
        var f7 = Vector512.Create(-matrix[((k + 7) * n) + i]);
        var j = 0;
        for (; j <= length - Lanes; j += Lanes)
        {
            var at = (nuint)j;
            var even = Vector512.MultiplyAddEstimate(f0, Vector512.LoadUnsafe(ref first, at), Vector512.LoadUnsafe(ref row, at));
            var odd = f1 * Vector512.LoadUnsafe(ref first, at + stride);
            even = Vector512.MultiplyAddEstimate(f2, Vector512.LoadUnsafe(ref first, at + (2 * stride)), even);
            odd = Vector512.MultiplyAddEstimate(f3, Vector512.LoadUnsafe(ref first, at + (3 * stride)), odd);
            even = Vector512.MultiplyAddEstimate(f4, Vector512.LoadUnsafe(ref first, at + (4 * stride)), even);
            odd = Vector512.MultiplyAddEstimate(f5, Vector512.LoadUnsafe(ref first, at + (5 * stride)), odd);
            even = Vector512.MultiplyAddEstimate(f6, Vector512.LoadUnsafe(ref first, at + (6 * stride)), even);
            odd = Vector512.MultiplyAddEstimate(f7, Vector512.LoadUnsafe(ref first, at + (7 * stride)), odd);
            (even + odd).StoreUnsafe(ref row, at);
        }

        for (; j < length; j++)
        {
            double sum = 0;
            for (var above = k; above < k + Lanes; above++)
            {
                sum += matrix[(above * n) + i] * matrix[(above * n) + i + j];
            }

            matrix[(i * n) + i + j] -= sum;
        }
    }
}
