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

    /// <summary>Replaces the lower triangle of a symmetric matrix (row by row, <paramref name="n"/> wide) with its Cholesky factor.</summary>
    public static void Factorize(Span<double> matrix, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = matrix.Slice(i * n, i + 1);
            var j = 0;
            for (; j + 3 < i; j += 4)
            {
                FourColumns(matrix, n, row, j);
            }

            for (; j < i; j++)
            {
                row[j] = (row[j] - Dot(row[..j], matrix.Slice(j * n, j))) / matrix[(j * n) + j];
            }

            var diagonal = row[i];
            row[i] = Math.Sqrt(Math.Max(diagonal - Dot(row[..i], row[..i]), (SmallestPivot * diagonal) + double.Epsilon));
        }
    }

    /// <summary>x ← L⁻¹ x.</summary>
    public static void SolveLower(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - Dot(factor.Slice(i * n, i), x[..i])) / factor[(i * n) + i];
        }
    }

    /// <summary>x ← L⁻ᵀ x, with the leading block of L as long as <paramref name="x"/>.</summary>
    public static void SolveUpper(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= factor[(i * n) + i];
            AddScaled(-x[i], factor.Slice(i * n, i), x[..i]);
        }
    }

    private static void FourColumns(ReadOnlySpan<double> matrix, int n, Span<double> row, int j)
    {
        var a = matrix.Slice(j * n, j + 1);
        var b = matrix.Slice((j + 1) * n, j + 2);
        var c = matrix.Slice((j + 2) * n, j + 3);
        var d = matrix.Slice((j + 3) * n, j + 4);
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var ra = ref MemoryMarshal.GetReference(a);
        ref var rb = ref MemoryMarshal.GetReference(b);
        ref var rc = ref MemoryMarshal.GetReference(c);
        ref var rd = ref MemoryMarshal.GetReference(d);
        var (va, vb, vc, vd) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var k = 0;
        for (; k <= j - Lanes; k += Lanes)
        {
            var v = Vector512.LoadUnsafe(ref x, (nuint)k);
            va = Vector512.MultiplyAddEstimate(v, Vector512.LoadUnsafe(ref ra, (nuint)k), va);
            vb = Vector512.MultiplyAddEstimate(v, Vector512.LoadUnsafe(ref rb, (nuint)k), vb);
            vc = Vector512.MultiplyAddEstimate(v, Vector512.LoadUnsafe(ref rc, (nuint)k), vc);
            vd = Vector512.MultiplyAddEstimate(v, Vector512.LoadUnsafe(ref rd, (nuint)k), vd);
        }

        var (sa, sb, sc, sd) = (Vector512.Sum(va), Vector512.Sum(vb), Vector512.Sum(vc), Vector512.Sum(vd));
        for (; k < j; k++)
        {
            sa += row[k] * a[k];
            sb += row[k] * b[k];
            sc += row[k] * c[k];
            sd += row[k] * d[k];
        }

        row[j] = (row[j] - sa) / a[j];
        row[j + 1] = (row[j + 1] - sb - (row[j] * b[j])) / b[j + 1];
        row[j + 2] = (row[j + 2] - sc - (row[j] * c[j]) - (row[j + 1] * c[j + 1])) / c[j + 2];
        row[j + 3] = (row[j + 3] - sd - (row[j] * d[j]) - (row[j + 1] * d[j + 1]) - (row[j + 2] * d[j + 2])) / d[j + 3];
    }
}
