namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Ranks 0 to n − 1 with P(rank) ∝ 1 / (rank + 1)^skew; skew 0 is uniform.</summary>
internal sealed class ZipfSampler
{
    private readonly double[] _cumulated;

    public ZipfSampler(int count, double skew)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _cumulated = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            _cumulated[i] = sum += Math.Pow(i + 1, -skew);
        }
    }

    /// <summary>The rank for a uniform number in [0, 1).</summary>
    public int Rank(double uniform)
    {
        var index = Array.BinarySearch(_cumulated, uniform * _cumulated[^1]);
        return Math.Min(index < 0 ? ~index : index + 1, _cumulated.Length - 1);
    }
}
