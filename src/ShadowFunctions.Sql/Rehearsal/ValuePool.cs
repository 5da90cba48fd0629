namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Values of one column that exist in the shadow, in ascending order, drawn by popularity.</summary>
internal sealed class ValuePool
{
    /// <summary>Width of a range between two drawn bounds, as a share of the values.</summary>
    private const double RangeShare = 0.1;

    private readonly IReadOnlyList<object> _values;
    private readonly ZipfSampler _zipf;
    private readonly int[] _byPopularity;

    public ValuePool(IReadOnlyList<object> values, double skew, int seed)
    {
        _values = values;
        _zipf = new ZipfSampler(values.Count, skew);

        // Popular keys lie anywhere, not at the lowest numbers: production's do.
        _byPopularity = [.. Enumerable.Range(0, values.Count)];
        new Random(seed).Shuffle(_byPopularity);
    }

    public object Draw(double uniform) => _values[_byPopularity[_zipf.Rank(uniform)]];

    /// <summary>Two values with the same share of all values between them at every draw.</summary>
    public (object Lower, object Upper) DrawRange(double uniform)
    {
        var width = Math.Max(1, (int)(_values.Count * RangeShare));
        var from = (int)(uniform * Math.Max(1, _values.Count - width));
        return (_values[from], _values[Math.Min(from + width, _values.Count - 1)]);
    }
}
