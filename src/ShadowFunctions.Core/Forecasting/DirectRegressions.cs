namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// One ridge regression per distance on the values and one on their logarithms. Inputs wait until their target is observed, so nothing
/// looks ahead. Values are divided by a scale frozen early and frozen anew when the level has moved twentyfold. The weights are solved once an
/// hour, one distance after the other, so that every step costs the same.
/// </summary>
internal sealed class DirectRegressions
{
    private const int Warmup = 24;
    private const int InputWidth = 2 * RidgeRegression.Width;
    private const int SolveEverySteps = 12;
    private const double LogOffset = 0.1;
    private const double LargestInput = 1e4;
    private readonly Horizons _horizons;
    private readonly RidgeRegression[] _raw;
    private readonly RidgeRegression[] _log;
    // Per distance and waiting step: the input, then its logarithms.
    private readonly float[][] _inputs;
    private double _scale;
    private int _learned;

    public DirectRegressions(Horizons horizons)
    {
        _horizons = horizons;
        _raw = [.. Enumerable.Range(0, horizons.Regressions).Select(b => new RidgeRegression(Prior(horizons[b])))];
        _log = [.. Enumerable.Range(0, horizons.Regressions).Select(b => new RidgeRegression(Prior(horizons[b])))];
        _inputs = [.. Enumerable.Range(0, horizons.Regressions).Select(b => new float[horizons[b] * InputWidth])];
        ForgetInputs();
    }

    public bool Ready => _scale > 0;

    /// <summary>Freezes the scale once the level is known; starts over when the series has become another one.</summary>
    /// <returns>True when the series has become another one.</returns>
    public bool Calibrate(in LevelState level)
    {
        var moved = _scale > 0 && level.Count >= StepGrid.StepsPerDay && (level.Mean288 > 20 * _scale || level.Mean288 < _scale / 20);
        if ((_scale > 0 && !moved) || level.Count < Warmup || level.Mean36 <= 0)
        {
            return false;
        }

        _scale = moved ? Math.Max(level.Mean288, 1e-12) : level.Mean36;
        for (var b = 0; b < _raw.Length; b++)
        {
            _raw[b].Reset();
            _log[b].Reset();
        }

        ForgetInputs();
        return moved;
    }

    /// <summary>Learns the observed step from the inputs of the steps before it.</summary>
    public void Learn(long index, double value)
    {
        if (!Ready)
        {
            return;
        }

        var y = Math.Min(value / _scale, LargestInput);
        var logarithm = Math.Log(y + LogOffset);
        _learned++;
        for (var b = 0; b < _raw.Length; b++)
        {
            var x = Inputs(b, index);
            if (!float.IsNaN(x[0]))
            {
                _raw[b].Learn(x[..RidgeRegression.Width], y);
                _log[b].Learn(x[RidgeRegression.Width..], logarithm);
            }

            if ((_learned + b) % SolveEverySteps == 0)
            {
                _raw[b].Solve();
                _log[b].Solve();
            }
        }
    }

    /// <summary>Remembers the inputs at <paramref name="now"/> for the target of one distance and predicts it.</summary>
    public void Predict(int bucket, long now, in LevelState level, SeasonalProfile profile, ValueRing ring, out double raw, out double log)
    {
        var x = Inputs(bucket, now);
        Fill(x, now, _horizons[bucket], level, profile, ring);
        Evaluate(bucket, x, out raw, out log);
    }

    /// <summary>Predicts again from the remembered inputs of <paramref name="now"/>.</summary>
    public void Recall(int bucket, long now, out double raw, out double log) => Evaluate(bucket, Inputs(bucket, now), out raw, out log);

    /// <summary>Forgets the place of a step that was not observed.</summary>
    public void Skip(long step)
    {
        for (var b = 0; b < _raw.Length; b++)
        {
            Inputs(b, step).Fill(float.NaN);
        }
    }

    public void Exchange(StateCodec codec)
    {
        codec.Exchange(ref _scale);
        codec.Exchange(ref _learned);
        for (var b = 0; b < _raw.Length; b++)
        {
            _raw[b].Exchange(codec);
            _log[b].Exchange(codec);
            codec.Exchange(_inputs[b]);
        }
    }

    private void Evaluate(int bucket, ReadOnlySpan<float> x, out double raw, out double log)
    {
        raw = _raw[bucket].Predict(x[..RidgeRegression.Width]) * _scale;
        log = (Math.Exp(_log[bucket].Predict(x[RidgeRegression.Width..])) - LogOffset) * _scale;
    }

    private void Fill(Span<float> x, long now, int h, in LevelState level, SeasonalProfile profile, ValueRing ring)
    {
        var here = profile.Fast(now, level.Mean288);
        var there = profile.Fast(now + h, level.Mean288);
        var lastWeek = ring.Get(now - StepGrid.StepsPerWeek, now);
        var lastWeekThere = ring.Get(now + h - StepGrid.StepsPerWeek, now);
        var weekly = !double.IsNaN(lastWeek) && !double.IsNaN(lastWeekThere);
        x[0] = 1;
        x[1] = Scaled(level.Last);
        x[2] = Scaled(level.Previous);
        x[3] = Scaled(level.BeforePrevious);
        x[4] = Scaled(level.Mean6);
        x[5] = Scaled(level.Mean36);
        x[6] = Scaled(level.Mean288);
        x[7] = Scaled(there);
        x[8] = Scaled(here);
        x[9] = Scaled(Mean(ring, now, now + h - StepGrid.StepsPerDay, -2, 2, there));
        x[10] = Scaled(weekly ? lastWeekThere : there);
        x[11] = Scaled(weekly ? lastWeek : here);
        x[12] = Scaled(Mean(ring, now, now - StepGrid.StepsPerDay, 0, 1, here));
        x[RidgeRegression.Features..RidgeRegression.Width].Clear();
        Logarithms(x[..RidgeRegression.Width], x[RidgeRegression.Width..]);
    }

    private float Scaled(double value) => (float)Math.Clamp(value / _scale, 0, LargestInput);

    private static double Mean(ValueRing ring, long now, long center, int from, int to, double fallback)
    {
        double sum = 0;
        var count = 0;
        for (var i = from; i <= to; i++)
        {
            var value = ring.Get(center + i, now);
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? fallback : sum / count;
    }

    private static void Logarithms(ReadOnlySpan<float> x, Span<float> into)
    {
        into.Clear();
        into[0] = 1;
        for (var i = 1; i < RidgeRegression.Features; i++)
        {
            into[i] = MathF.Log(x[i] + (float)LogOffset);
        }
    }

    /// <summary>Before anything is learned: the typical day plus the present deviation, fading by 3 % a step.</summary>
    private static float[] Prior(int h)
    {
        var prior = new float[RidgeRegression.Width];
        var kept = (float)Math.Pow(0.97, h);
        (prior[1], prior[7], prior[8]) = (kept, 1, -kept);
        return prior;
    }

    private Span<float> Inputs(int bucket, long step)
    {
        var h = _horizons[bucket];
        return _inputs[bucket].AsSpan((int)(((step % h) + h) % h) * InputWidth, InputWidth);
    }

    private void ForgetInputs()
    {
        foreach (var inputs in _inputs)
        {
            inputs.AsSpan().Fill(float.NaN);
        }
    }
}
