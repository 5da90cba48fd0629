using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Load;

/// <summary>The keys of one column that exist in the shadow, and the law by which they are drawn. Safe for many threads.</summary>
internal sealed class KeyDraw
{
    private readonly object[] _values;
    private readonly double[] _cumulated;
    private readonly int[] _byPopularity;
    private readonly ParameterDistribution _distribution;
    private readonly double _weight;
    private long _next = -1;

    /// <param name="values">Keys in ascending order, at least one.</param>
    /// <param name="distribution">The law.</param>
    /// <param name="seed">Which keys are the popular ones; the same for all statements that use the column.</param>
    public KeyDraw(IReadOnlyList<object> values, ParameterDistribution distribution, int seed)
    {
        (_values, _distribution) = ([.. values], distribution);
        _weight = distribution.Bins.Sum(b => b.Weight);
        _byPopularity = [.. Enumerable.Range(0, _values.Length)];
        new Random(seed).Shuffle(_byPopularity);
        var sum = 0.0;
        _cumulated = [.. Enumerable.Range(0, _values.Length).Select(i => sum += Weight(i))];
    }

    public object Draw(Random random) => _distribution.Kind switch
    {
        DistributionKind.Sequential => _values[(int)(Interlocked.Increment(ref _next) % _values.Length)],
        DistributionKind.Uniform => _values[random.Next(_values.Length)],
        DistributionKind.Histogram when _distribution.Bins.Count > 0 => _values[Math.Min((int)(Place(random.NextDouble()) * _values.Length), _values.Length - 1)],
        _ => _values[_byPopularity[Rank(random.NextDouble())]],
    };

    /// <summary>Both ends of a range with the distribution's share of keys between them.</summary>
    public (object Lower, object Upper) DrawRange(double uniform)
    {
        var width = Math.Max(1, (int)(_values.Length * _distribution.RangeShare));
        var from = (int)(Place(uniform) * Math.Max(1, _values.Length - width));
        from = Math.Min(from, _values.Length - 1);
        return (_values[from], _values[Math.Min(from + width, _values.Length - 1)]);
    }

    /// <summary>A place in the order of the keys, 0 to 1: the bins' distribution turned around; the number itself where there are none.</summary>
    private double Place(double uniform)
    {
        var (left, start) = (uniform * _weight, 0.0);
        foreach (var bin in _distribution.Bins)
        {
            if (left < bin.Weight)
            {
                return start + (left / bin.Weight * (bin.UpTo - start));
            }

            (left, start) = (left - bin.Weight, bin.UpTo);
        }

        return _distribution.Bins.Count == 0 ? uniform : start;
    }

    private double Weight(int rank)
    {
        if (_distribution.Kind != DistributionKind.Histogram)
        {
            return Math.Pow(rank + 1, -_distribution.Skew);
        }

        var shares = _distribution.Shares;
        var rest = Math.Max(0, 1 - shares.Sum());
        return rank < shares.Count ? shares[rank] : rest / Math.Max(1, _values.Length - shares.Count);
    }

    private int Rank(double uniform)
    {
        var index = Array.BinarySearch(_cumulated, uniform * _cumulated[^1]);
        return Math.Min(index < 0 ? ~index : index + 1, _cumulated.Length - 1);
    }

    /// <summary>A value as PostgreSQL reads it in a text.</summary>
    public static string AsText(object value) => value switch
    {
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes),
        bool truth => truth ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
