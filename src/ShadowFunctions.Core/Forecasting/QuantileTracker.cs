namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Calibrated quantiles around a point forecast, per distance, from its own residuals: z = error ÷ scale, and each level's multiple
/// moves by q ← q + 0.05 max(1, |q|/2) (τ − 1{z ≤ q}), so that in the long run a stated 95 % covers 95 % whatever the distribution
/// (online conformal prediction). Starts as Laplace. The scale follows the errors of the last half day, in part those of the last hour,
/// and the time of day; a residual is judged by the scale that was stated with its forecast, not by what is known since.
/// </summary>
internal sealed class QuantileTracker
{
    private const double Gain = 0.05;

    // The median hardly moves: the experts are mixed for the absolute error already, and every step of it is noise in the point forecast.
    private const double MedianGain = 0.004;

    // Beyond this multiple the step grows with the multiple, or the far tails would need months to get where they belong.
    private const double FarMultiple = 2;
    private const double ScaleMemorySteps = 144;
    private const double RecentMemorySteps = 12;
    private const double RecentWeight = 0.4;
    private const double LossMemorySteps = 288;
    private const double LargestResidual = 40;
    private const int FewResiduals = 12;

    // The distance whose errors show when the day is hard to forecast; near the lead time of a resize.
    private const int ProfiledBucket = 2;
    private readonly Horizons _horizons;
    private readonly double[] _levels;
    private readonly double[] _multiples;
    private readonly double[] _scale;
    private readonly double[] _recentScale;
    private readonly double[] _loss;
    private readonly int[] _count;
    private readonly float[][] _issued;
    private readonly SpreadProfile _profile = new();

    public QuantileTracker(Horizons horizons, double[] levels)
    {
        _horizons = horizons;
        _levels = levels;
        _multiples = new double[horizons.Count * levels.Length];
        _scale = new double[horizons.Count];
        _recentScale = new double[horizons.Count];
        _loss = new double[horizons.Count];
        _count = new int[horizons.Count];
        _issued = [.. Enumerable.Range(0, horizons.Count).Select(b => new float[horizons.Waiting(b)])];
        for (var i = 0; i < _multiples.Length; i++)
        {
            var tau = levels[i % levels.Length];
            _multiples[i] = tau < 0.5 ? Math.Log(2 * tau) : -Math.Log(2 * (1 - tau));
        }
    }

    /// <summary>Residuals seen at a distance.</summary>
    public int Count(int bucket) => _count[bucket];

    /// <summary>Recent mean pinball loss over all levels.</summary>
    public double Loss(int bucket) => _loss[bucket];

    /// <summary>Learns from a forecast whose step has been observed. A censored value below a quantile says nothing about that quantile.</summary>
    public void Learn(int bucket, double forecast, double value, bool censored, double level, long index)
    {
        var error = value - forecast;
        if (censored && error <= 0)
        {
            return;
        }

        var ratio = _profile.At(index);
        double scale = Issued(bucket, index);
        var z = Math.Clamp(error / scale, -LargestResidual, LargestResidual);
        var multiples = Multiples(bucket);
        double loss = 0;
        for (var i = 0; i < multiples.Length; i++)
        {
            var tau = _levels[i];
            var over = z - multiples[i];
            loss += scale * (over > 0 ? tau * over : (tau - 1) * over);
            if (!censored || over > 0)
            {
                multiples[i] = Math.Clamp(multiples[i] + (GainOf(tau, multiples[i]) * (over > 0 ? tau : tau - 1)), -LargestResidual, LargestResidual);
            }
        }

        if (bucket == ProfiledBucket && _count[bucket] > FewResiduals)
        {
            _profile.Learn(index, Math.Abs(error) * ratio / scale);
        }

        _loss[bucket] += Math.Max(1 / LossMemorySteps, 1.0 / (_count[bucket] + 1)) * ((loss / multiples.Length) - _loss[bucket]);
        _scale[bucket] += Math.Max(1 / ScaleMemorySteps, 1.0 / (_count[bucket] + 1)) * ((Math.Abs(error) / ratio) - _scale[bucket]);
        _recentScale[bucket] += Math.Max(1 / RecentMemorySteps, 1.0 / (_count[bucket] + 1)) * ((Math.Abs(error) / ratio) - _recentScale[bucket]);
        _count[bucket] = Math.Min(_count[bucket] + 1, int.MaxValue - 1);
    }

    /// <summary>Multiples × scale at a distance and a position between the previous distance (0) and this one (1), not yet monotone.</summary>
    public void Spread(Span<double> into, int bucket, double position, double level, long index)
    {
        var before = Math.Max(0, bucket - 1);
        var ratio = _profile.At(index);
        double scale = ratio * Scale(bucket, level), scaleBefore = ratio * Scale(before, level);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = (position * Multiples(bucket)[i] * scale) + ((1 - position) * Multiples(before)[i] * scaleBefore);
        }
    }

    /// <summary>Keeps the scale with which a step is forecast now: residuals must be judged by what was known then.</summary>
    public void Remember(int bucket, long target, double level) =>
        Issued(bucket, target) = (float)(_profile.At(target) * Scale(bucket, level));

    /// <summary>The scale that was stated with the forecast of a step.</summary>
    public double ScaleStated(int bucket, long target) => Issued(bucket, target);

    /// <summary>Exchanges the state; up to version 3 of a series' state it held one share of coverage per distance, which <see cref="SkillTracker"/> keeps now.</summary>
    public void Exchange(StateCodec codec, int version)
    {
        codec.Exchange(_multiples);
        foreach (var issued in _issued)
        {
            codec.Exchange(issued);
        }

        codec.Exchange(_scale);
        codec.Exchange(_recentScale);
        codec.Exchange(_loss);
        codec.Exchange(_count);
        if (version <= 3)
        {
            codec.Exchange(new float[_horizons.Count]);
        }

        _profile.Exchange(codec);
    }

    /// <summary>
    /// Mean absolute residual. With few residuals it is kept above 3 % of the level, with none at all it is 5 %; without any at this distance it grows from the nearest
    /// shorter distance by the square root of the distance, as for a random walk.
    /// </summary>
    private double Scale(int bucket, double level)
    {
        var from = bucket;
        while (from > 0 && _count[from] == 0)
        {
            from--;
        }

        var count = _count[from];
        var scale = count == 0 ? 0.05 * level : Math.Pow(_scale[from], 1 - RecentWeight) * Math.Pow(_recentScale[from], RecentWeight);
        if (count < FewResiduals)
        {
            scale = Math.Max(scale, 0.03 * level);
        }

        return Math.Max(scale * Math.Sqrt((double)_horizons[bucket] / _horizons[from]), (1e-6 * level) + 1e-12);
    }

    private static double GainOf(double tau, double multiple) => tau == 0.5 ? MedianGain : Gain * Math.Max(1, Math.Abs(multiple) / FarMultiple);

    private ref float Issued(int bucket, long target) =>
        ref _issued[bucket][_horizons.Place(bucket, target)];

    private Span<double> Multiples(int bucket) => _multiples.AsSpan(bucket * _levels.Length, _levels.Length);
}
