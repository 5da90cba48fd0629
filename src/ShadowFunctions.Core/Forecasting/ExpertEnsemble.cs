namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Mixes the experts per distance: three mixes that forget within eight hours, two days and a week, and a mix of these three. A series
/// that changes its habits is followed by the first, a steady one is best served by the last, and nobody has to know which it is.
/// Forecasts made earlier wait here until their step is observed.
/// </summary>
internal sealed class ExpertEnsemble
{
    private const int Mixes = 3;
    private const int Columns = Experts.Count + Mixes + 1;
    private const int CombinedColumn = Columns - 1;
    private const float MemoryOfMixes = 0.999f;
    private static readonly float[] Memories = [0.99f, 0.998f, 0.9995f];
    private readonly Horizons _horizons;
    private readonly float[][] _pending;
    private readonly MixWeights[] _mixes;
    private readonly MixWeights _mixOfMixes;

    public ExpertEnsemble(Horizons horizons)
    {
        _horizons = horizons;
        _pending = [.. Enumerable.Range(0, horizons.Count).Select(b => new float[horizons.Waiting(b) * Columns])];
        foreach (var pending in _pending)
        {
            pending.AsSpan().Fill(float.NaN);
        }

        _mixes = [.. Memories.Select(m => new MixWeights(horizons.Count, Experts.Count, m))];
        _mixOfMixes = new MixWeights(horizons.Count, Mixes, MemoryOfMixes);
    }

    /// <summary>What the ensemble said about a step this far ahead of it; NaN when it was not asked then.</summary>
    public double Said(int bucket, long target) => _horizons.IsScored(bucket, target) ? Row(bucket, target)[CombinedColumn] : double.NaN;

    /// <summary>What persistence said.</summary>
    public double PersistenceSaid(int bucket, long target) => Row(bucket, target)[Experts.Persistence];

    /// <summary>Scores what was said about an observed step. Of a censored one only a too low forecast is known to be wrong.</summary>
    public void Score(int bucket, long target, double value, bool censored, double unit)
    {
        var row = Row(bucket, target);
        double combined = row[CombinedColumn];
        if (double.IsNaN(combined) || (censored && combined >= value))
        {
            return;
        }

        var mixes = row.Slice(Experts.Count, Mixes);
        for (var i = 0; i < Mixes; i++)
        {
            _mixes[i].Learn(bucket, row[..Experts.Count], mixes[i], value, unit);
        }

        _mixOfMixes.Learn(bucket, mixes, combined, value, unit);
    }

    /// <summary>Combines forecasts with the weights of a distance.</summary>
    public double Combine(int bucket, ReadOnlySpan<double> forecasts)
    {
        Span<double> mixes = stackalloc double[Mixes];
        return Combine(bucket, forecasts, mixes);
    }

    /// <summary>The expert with the largest weight.</summary>
    public int Best(int bucket) => _mixes[1].Best(bucket);

    /// <summary>Combines what is said about a step and keeps it until the step is observed.</summary>
    public void Say(int bucket, long target, ReadOnlySpan<double> forecasts)
    {
        Span<double> mixes = stackalloc double[Mixes];
        var row = Row(bucket, target);
        row[CombinedColumn] = (float)Combine(bucket, forecasts, mixes);
        for (var e = 0; e < Experts.Count; e++)
        {
            row[e] = (float)forecasts[e];
        }

        for (var i = 0; i < Mixes; i++)
        {
            row[Experts.Count + i] = (float)mixes[i];
        }
    }

    /// <summary>Drops what would have been said from a step that was not observed.</summary>
    public void Skip(long step)
    {
        for (var b = 0; b < _horizons.Count; b++)
        {
            // What was said about the missing step and what would be said from it share one place.
            if (_horizons.IsScored(b, step))
            {
                Row(b, step).Fill(float.NaN);
            }
        }
    }

    /// <summary>Forgets who was good: the series has become another one.</summary>
    public void Reset()
    {
        foreach (var mix in _mixes)
        {
            mix.Reset();
        }

        _mixOfMixes.Reset();
    }

    public void Exchange(StateCodec codec)
    {
        foreach (var pending in _pending)
        {
            codec.Exchange(pending);
        }

        foreach (var mix in _mixes)
        {
            mix.Exchange(codec);
        }

        _mixOfMixes.Exchange(codec);
    }

    private double Combine(int bucket, ReadOnlySpan<double> forecasts, Span<double> mixes)
    {
        for (var i = 0; i < Mixes; i++)
        {
            mixes[i] = _mixes[i].Mix(bucket, forecasts);
        }

        return _mixOfMixes.Mix(bucket, mixes);
    }

    private Span<float> Row(int bucket, long target) => _pending[bucket].AsSpan(_horizons.Place(bucket, target) * Columns, Columns);
}
