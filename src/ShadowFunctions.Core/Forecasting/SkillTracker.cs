namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// How good the forecasts of a series have been, per distance: the mean absolute error of what was stated beside that of persistence, and the share of the
/// values that lay at or below each quantile as it was stated. Every measure forgets in two days, where a distance is scored once an hour in a week. What
/// was stated waits as multiples of the stated scale around the mix, in half precision: a rounding of a two-thousandth of the interval, for a seventh
/// of the series' other waiting state.
/// </summary>
internal sealed class SkillTracker
{
    private const int MemoryDays = 2;
    private const int FewestRemembered = 168;
    private readonly Horizons _horizons;
    private readonly int _levels;
    private readonly int _columns;
    private readonly Half[][] _stated;
    private readonly float[] _error;
    private readonly float[] _persistenceError;
    private readonly float[] _coverage;
    private readonly int[] _count;

    public SkillTracker(Horizons horizons, int levels)
    {
        _horizons = horizons;
        _levels = levels;
        _columns = levels + 1;
        _stated = [.. Enumerable.Range(0, horizons.Count).Select(b => new Half[horizons.Waiting(b) * _columns])];
        _error = new float[horizons.Count];
        _persistenceError = new float[horizons.Count];
        _coverage = new float[horizons.Count * levels];
        _count = new int[horizons.Count];
        Reset();
    }

    /// <summary>Forecasts scored at a distance; gaps and saturated steps are not.</summary>
    public int Count(int bucket) => _count[bucket];

    /// <summary>Recent mean absolute error ÷ persistence's; null where persistence made none.</summary>
    public double? ErrorRatio(int bucket) => _persistenceError[bucket] > 0 ? _error[bucket] / _persistenceError[bucket] : null;

    /// <summary>Recent share of values at or below a level's quantile.</summary>
    public double Coverage(int bucket, int level) => _coverage[(bucket * _levels) + level];

    /// <summary>Keeps what was stated for a step until it is observed.</summary>
    /// <param name="bucket">The distance.</param>
    /// <param name="target">The step.</param>
    /// <param name="point">The stated single value.</param>
    /// <param name="quantiles">The stated quantiles, per level.</param>
    /// <param name="said">What the mix said.</param>
    /// <param name="scale">The scale of its errors as it was stated.</param>
    public void Remember(int bucket, long target, double point, ReadOnlySpan<double> quantiles, double said, double scale)
    {
        var row = Row(bucket, target);
        for (var i = 0; i < _levels; i++)
        {
            row[i] = (Half)((quantiles[i] - said) / scale);
        }

        row[_levels] = (Half)((point - said) / scale);
    }

    /// <summary>Scores what was stated for a step that was observed open, not saturated.</summary>
    /// <param name="bucket">The distance.</param>
    /// <param name="target">The step.</param>
    /// <param name="value">Mean over the step.</param>
    /// <param name="peak">Its highest minute, for which the quantiles are meant.</param>
    /// <param name="said">What the mix said.</param>
    /// <param name="persistence">What persistence said.</param>
    /// <param name="scale">The scale as it was stated.</param>
    public void Learn(int bucket, long target, double value, double peak, double said, double persistence, double scale)
    {
        var row = Row(bucket, target);
        if (Half.IsNaN(row[0]))
        {
            return;
        }

        var gain = Math.Max(1f / Math.Max(MemoryDays * _horizons.ScoredPerDay(bucket), FewestRemembered), 1f / (_count[bucket] + 1));
        _error[bucket] += gain * ((float)Math.Abs(value - said - (scale * (double)row[_levels])) - _error[bucket]);
        _persistenceError[bucket] += gain * ((float)Math.Abs(value - persistence) - _persistenceError[bucket]);
        var coverage = _coverage.AsSpan(bucket * _levels, _levels);
        var z = (peak - said) / scale;
        for (var i = 0; i < _levels; i++)
        {
            coverage[i] += gain * ((z <= (double)row[i] ? 1 : 0) - coverage[i]);
        }

        _count[bucket] = Math.Min(_count[bucket] + 1, int.MaxValue - 1);
    }

    /// <summary>Begins anew and forgets what was stated: the series has become another one, perhaps in another unit.</summary>
    public void Reset()
    {
        foreach (var stated in _stated)
        {
            stated.AsSpan().Fill(Half.NaN);
        }

        // The first forecast scored takes the place of whatever stands here.
        _count.AsSpan().Clear();
    }

    public void Exchange(StateCodec codec)
    {
        foreach (var stated in _stated)
        {
            codec.Exchange(stated);
        }

        codec.Exchange(_error);
        codec.Exchange(_persistenceError);
        codec.Exchange(_coverage);
        codec.Exchange(_count);
    }

    private Span<Half> Row(int bucket, long target) => _stated[bucket].AsSpan(_horizons.Place(bucket, target) * _columns, _columns);
}
