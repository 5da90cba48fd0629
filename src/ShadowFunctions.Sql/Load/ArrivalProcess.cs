namespace ShadowFunctions.Sql.Load;

/// <summary>
/// When each arrival of an open loop is due and which unit of the plan it is: a fixed sequence for a seed, whatever the server does. Arrivals
/// at rate 1 are mapped through the inverse of the cumulated rate, so any course of rates over time keeps the law of its gaps.
/// </summary>
public sealed class ArrivalProcess
{
    private readonly IReadOnlyList<RateSegment> _segments;
    private readonly double[] _cumulatedWeights;
    private readonly ArrivalShape _shape;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private double _work;
    private double _segmentStart;
    private double _segmentWork;
    private int _segment;

    /// <summary>Creates the sequence.</summary>
    /// <param name="segments">The course of the total rate.</param>
    /// <param name="weights">Share of each unit in the arrivals; need not sum to 1.</param>
    /// <param name="shape">Law of the gaps.</param>
    /// <param name="seed">Seed of gaps and units.</param>
    /// <exception cref="ArgumentException">A length, rate or weight that cannot be.</exception>
    public ArrivalProcess(IReadOnlyList<RateSegment> segments, IReadOnlyList<double> weights, ArrivalShape shape, int seed)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var segment in segments)
        {
            if (!(segment.Seconds > 0) || !(segment.RatePerSecond >= 0) || !double.IsFinite(segment.Seconds + segment.RatePerSecond))
            {
                throw new ArgumentException(
                    $"A segment of {segment.Seconds} s at {segment.RatePerSecond}/s cannot be; give seconds above 0 and a rate of 0 or more.", nameof(segments));
            }
        }

        if (weights.Any(w => !(w >= 0) || double.IsInfinity(w)) || !(weights.Sum() > 0))
        {
            throw new ArgumentException("Weights must be numbers of 0 or more, at least one above 0.", nameof(weights));
        }

        (_segments, _shape, _random) = (segments, shape, new Random(seed));
        var sum = 0.0;
        _cumulatedWeights = [.. weights.Select(w => sum += w)];
    }

    /// <summary>The next arrival: unit and seconds from the start; false after the last.</summary>
    public bool TryNext(out int unit, out double atSeconds)
    {
        lock (_lock)
        {
            // A constant process starts half a gap in, so that a window of n gaps holds n arrivals.
            _work += _shape == ArrivalShape.Poisson ? -Math.Log(1 - _random.NextDouble()) : _work == 0 ? 0.5 : 1;
            (unit, atSeconds) = (0, 0);
            while (_segment < _segments.Count)
            {
                var segment = _segments[_segment];
                var end = _segmentWork + (segment.Seconds * segment.RatePerSecond);
                if (_work < end)
                {
                    atSeconds = _segmentStart + ((_work - _segmentWork) / segment.RatePerSecond);
                    unit = Unit();
                    return true;
                }

                (_segmentWork, _segmentStart) = (end, _segmentStart + segment.Seconds);
                _segment++;
            }

            return false;
        }
    }

    private int Unit()
    {
        if (_cumulatedWeights.Length == 1)
        {
            return 0;
        }

        var draw = _random.NextDouble() * _cumulatedWeights[^1];
        var index = Array.BinarySearch(_cumulatedWeights, draw);
        return Math.Min(index < 0 ? ~index : index + 1, _cumulatedWeights.Length - 1);
    }
}
