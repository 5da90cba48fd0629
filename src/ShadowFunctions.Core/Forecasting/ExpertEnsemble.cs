namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Weights of the experts per distance from their recent errors: loss ← loss + (|error| − loss)/432, weight ∝ loss⁻⁶. Forecasts made
/// earlier wait here until their step is observed.
/// </summary>
internal sealed class ExpertEnsemble
{
    private const double LossMemorySteps = 432;
    private const int Columns = Experts.Count + 1;
    private readonly Horizons _horizons;
    private readonly float[][] _pending;
    private readonly double[] _losses;
    private readonly int[] _scored;

    public ExpertEnsemble(Horizons horizons)
    {
        _horizons = horizons;
        _pending = [.. Enumerable.Range(0, horizons.Count).Select(b => new float[horizons[b] * Columns])];
        foreach (var pending in _pending)
        {
            pending.AsSpan().Fill(float.NaN);
        }

        _losses = new double[horizons.Count * Experts.Count];
        _scored = new int[horizons.Count];
    }

    /// <summary>What the ensemble said about a step this far ahead of it; NaN when it was not asked then.</summary>
    public double Said(int bucket, long target) => Row(bucket, target)[Experts.Count];

    /// <summary>What persistence said.</summary>
    public double PersistenceSaid(int bucket, long target) => Row(bucket, target)[Experts.Persistence];

    /// <summary>Scores what was said about an observed step. Of a censored one only too low forecasts are known to be wrong.</summary>
    public void Score(int bucket, long target, double value, bool censored)
    {
        var row = Row(bucket, target);
        if (float.IsNaN(row[Experts.Count]))
        {
            return;
        }

        var gain = Math.Max(1 / LossMemorySteps, 1.0 / (_scored[bucket] + 1));
        var losses = Losses(bucket);
        for (var e = 0; e < Experts.Count; e++)
        {
            var error = value - row[e];
            if (!censored || error > 0)
            {
                losses[e] += gain * (Math.Abs(error) - losses[e]);
            }
        }

        _scored[bucket] = Math.Min(_scored[bucket] + 1, int.MaxValue - 1);
    }

    /// <summary>Combines forecasts with the weights of a distance.</summary>
    public double Combine(int bucket, ReadOnlySpan<double> forecasts)
    {
        var losses = Losses(bucket);
        var best = double.MaxValue;
        foreach (var loss in losses)
        {
            best = Math.Min(best, loss);
        }

        // A loss of zero (a constant series) must not divide by zero; equal losses of zero weigh the same.
        var floor = (1e-9 * Math.Abs(forecasts[Experts.Persistence])) + 1e-12;
        double sum = 0, weights = 0;
        for (var e = 0; e < forecasts.Length; e++)
        {
            var ratio = (best + floor) / (losses[e] + floor);
            var cube = ratio * ratio * ratio;
            sum += cube * cube * forecasts[e];
            weights += cube * cube;
        }

        return sum / weights;
    }

    /// <summary>The expert with the smallest recent loss.</summary>
    public int Best(int bucket)
    {
        var losses = Losses(bucket);
        var best = 0;
        for (var e = 1; e < losses.Length; e++)
        {
            best = losses[e] < losses[best] ? e : best;
        }

        return best;
    }

    /// <summary>Keeps what is said about a step until it is observed.</summary>
    public void Remember(int bucket, long target, ReadOnlySpan<double> forecasts, double combined)
    {
        var row = Row(bucket, target);
        for (var e = 0; e < Experts.Count; e++)
        {
            row[e] = (float)forecasts[e];
        }

        row[Experts.Count] = (float)combined;
    }

    /// <summary>Drops what would have been said from a step that was not observed.</summary>
    public void Skip(long step)
    {
        for (var b = 0; b < _horizons.Count; b++)
        {
            // What was said about the missing step and what would be said from it share one place.
            Row(b, step).Fill(float.NaN);
        }
    }

    public void Exchange(StateCodec codec)
    {
        foreach (var pending in _pending)
        {
            codec.Exchange(pending);
        }

        codec.Exchange(_losses);
        codec.Exchange(_scored);
    }

    private Span<double> Losses(int bucket) => _losses.AsSpan(bucket * Experts.Count, Experts.Count);

    private Span<float> Row(int bucket, long target) =>
        _pending[bucket].AsSpan((int)(((target % _horizons[bucket]) + _horizons[bucket]) % _horizons[bucket]) * Columns, Columns);
}
