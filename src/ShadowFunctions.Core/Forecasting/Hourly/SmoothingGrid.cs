using System.Runtime.Intrinsics;

namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Double-seasonal exponential smoothing with autocorrelated errors (Taylor 2003), for a whole grid of parameters at once, sixteen to a
/// vector: y ≈ level + day[t mod 24] + week[t mod 168] + φ·last residual; each part moves by its own share of the one-step error. One pass
/// over the history serves all origins. At each daily origin every parameter set's 48-hour error is taken; from an origin those sets count
/// most whose errors on the days before were smallest.
/// </summary>
internal sealed class SmoothingGrid
{
    private const int Lanes = 16;
    private const int RecentDays = 14;
    private const int WarmUpHours = 336;
    private static readonly float[][] Parameters = CreateParameters();
    private static readonly int Sets = Parameters[0].Length;
    private readonly float[] _level = new float[Sets];
    private readonly float[] _residual = new float[Sets];
    private readonly float[] _day = new float[24 * Sets];
    private readonly float[] _week = new float[168 * Sets];
    private readonly float[] _oneStep = new float[Sets];
    private readonly float[] _fading = new float[Sets];
    private readonly float[] _weights = new float[Sets];
    private readonly float[][] _daily = [.. Enumerable.Range(0, RecentDays + 3).Select(_ => new float[Sets])];
    private readonly double[] _seed = new double[168];
    private readonly int[] _seen = new int[168];

    /// <summary>Fewest hours before the first origin.</summary>
    public const int FewestHours = 72;

    /// <summary>Forecasts from every origin of the table.</summary>
    /// <param name="newestFirst">The scaled history.</param>
    /// <param name="table">Takes the forecasts, still scaled.</param>
    /// <param name="member">Which member of the table.</param>
    /// <param name="sharpness">Weight of a set ∝ its recent error^−this.</param>
    public void Run(ReadOnlySpan<double> newestFirst, ForecastTable table, int member, double sharpness)
    {
        var hours = newestFirst.Length;
        var firstOrigin = hours - ForecastTable.HoursBack(table.Folds);
        Start(newestFirst, Math.Min(firstOrigin, WarmUpHours));
        var origins = 0;
        for (var t = 0; t <= hours; t++)
        {
            if ((hours - t) % 24 == 0 && t >= Math.Min(firstOrigin, WarmUpHours))
            {
                var back = (hours - t) / 24;
                var origin = back == 0 ? 0 : back - 1;
                if (back == 0 || (back >= 2 && origin <= table.Folds))
                {
                    // The last origin scored is not over yet, except at the end of the history, where the last day is no origin.
                    Weigh(back == 0 ? origins - 1 : origins - 2, sharpness);
                    Say(t, table[member, origin]);
                }

                if (back >= 2)
                {
                    Score(t, newestFirst, _daily[origins % _daily.Length]);
                    origins++;
                }
            }

            if (t < hours)
            {
                Learn(t, (float)newestFirst[hours - 1 - t]);
            }
        }
    }

    private void Start(ReadOnlySpan<double> newestFirst, int warmUp)
    {
        var hours = newestFirst.Length;
        double mean = 0;
        for (var t = 0; t < warmUp; t++)
        {
            mean += newestFirst[hours - 1 - t] / warmUp;
        }

        Array.Fill(_level, (float)mean);
        Array.Clear(_residual);
        Array.Clear(_oneStep);
        Seed(newestFirst, warmUp, mean, 24, _day, 0);
        Seed(newestFirst, warmUp, mean, 168, _week, 1);
    }

    /// <summary>Mean deviation per slot; the week's is what the day leaves, halved after one sight of it.</summary>
    private void Seed(ReadOnlySpan<double> newestFirst, int warmUp, double mean, int period, float[] into, int doubt)
    {
        Array.Clear(_seed);
        Array.Clear(_seen);
        for (var t = 0; t < warmUp; t++)
        {
            _seed[t % period] += newestFirst[^(t + 1)] - mean - (period == 24 ? 0 : _day[t % 24 * Sets]);
            _seen[t % period]++;
        }

        for (var slot = 0; slot < period; slot++)
        {
            var known = period == 24 || warmUp >= 168;
            Array.Fill(into, known ? (float)(_seed[slot] / Math.Max(1, _seen[slot] + doubt)) : 0, slot * Sets, Sets);
        }
    }

    private void Learn(int t, float value)
    {
        var y = Vector512.Create(value);
        var day = t % 24 * Sets;
        var week = t % 168 * Sets;
        for (var i = 0; i < Sets; i += Lanes)
        {
            var at = (nuint)i;
            var level = Vector512.LoadUnsafe(ref _level[0], at);
            var d = Vector512.LoadUnsafe(ref _day[day], at);
            var w = Vector512.LoadUnsafe(ref _week[week], at);
            var residual = y - level - d - w;
            var error = residual - (Vector512.LoadUnsafe(ref Parameters[3][0], at) * Vector512.LoadUnsafe(ref _residual[0], at));
            (level + (Vector512.LoadUnsafe(ref Parameters[0][0], at) * error)).StoreUnsafe(ref _level[0], at);
            (d + (Vector512.LoadUnsafe(ref Parameters[1][0], at) * error)).StoreUnsafe(ref _day[day], at);
            (w + (Vector512.LoadUnsafe(ref Parameters[2][0], at) * error)).StoreUnsafe(ref _week[week], at);
            residual.StoreUnsafe(ref _residual[0], at);
            (Vector512.LoadUnsafe(ref _oneStep[0], at) + Vector512.Abs(error)).StoreUnsafe(ref _oneStep[0], at);
        }
    }

    /// <summary>Absolute errors over the 48 hours after an origin; read only for origins at least 48 hours later.</summary>
    private void Score(int t, ReadOnlySpan<double> newestFirst, float[] errors)
    {
        Array.Clear(errors);
        _residual.CopyTo(_fading, 0);
        for (var h = 0; h < LagGram.Ahead; h++)
        {
            var y = Vector512.Create((float)newestFirst[^(t + h + 1)]);
            var day = (t + h) % 24 * Sets;
            var week = (t + h) % 168 * Sets;
            for (var i = 0; i < Sets; i += Lanes)
            {
                var at = (nuint)i;
                var fading = Vector512.LoadUnsafe(ref _fading[0], at) * Vector512.LoadUnsafe(ref Parameters[3][0], at);
                fading.StoreUnsafe(ref _fading[0], at);
                var error = y - Vector512.LoadUnsafe(ref _level[0], at) - Vector512.LoadUnsafe(ref _day[day], at)
                    - Vector512.LoadUnsafe(ref _week[week], at) - fading;
                (Vector512.LoadUnsafe(ref errors[0], at) + Vector512.Abs(error)).StoreUnsafe(ref errors[0], at);
            }
        }
    }

    private void Weigh(int last, double sharpness)
    {
        var losses = _fading;
        Array.Clear(losses);
        for (var o = Math.Max(0, last - RecentDays + 1); o <= last; o++)
        {
            var errors = _daily[o % _daily.Length];
            for (var i = 0; i < Sets; i += Lanes)
            {
                var at = (nuint)i;
                (Vector512.LoadUnsafe(ref losses[0], at) + Vector512.LoadUnsafe(ref errors[0], at)).StoreUnsafe(ref losses[0], at);
            }
        }

        if (last < 0)
        {
            _oneStep.CopyTo(losses, 0);
        }

        var best = Math.Max(losses.Min(), 1e-9f);
        float sum = 0;
        for (var i = 0; i < Sets; i++)
        {
            // A set with twice the error has no say at any sharpness in use, and a power is dear.
            _weights[i] = losses[i] < 2 * best ? (float)Math.Pow(best / Math.Max(losses[i], best), sharpness) : 0;
            sum += _weights[i];
        }

        for (var i = 0; i < Sets; i++)
        {
            _weights[i] /= sum;
        }
    }

    private void Say(int t, Span<double> into)
    {
        _residual.CopyTo(_fading, 0);
        for (var h = 0; h < into.Length; h++)
        {
            var day = (t + h) % 24 * Sets;
            var week = (t + h) % 168 * Sets;
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < Sets; i += Lanes)
            {
                var at = (nuint)i;
                var fading = Vector512.LoadUnsafe(ref _fading[0], at) * Vector512.LoadUnsafe(ref Parameters[3][0], at);
                fading.StoreUnsafe(ref _fading[0], at);
                sum += Vector512.LoadUnsafe(ref _weights[0], at) * (Vector512.LoadUnsafe(ref _level[0], at) + Vector512.LoadUnsafe(ref _day[day], at)
                    + Vector512.LoadUnsafe(ref _week[week], at) + fading);
            }

            into[h] = Vector512.Sum(sum);
        }
    }

    /// <summary>Level, day, week and φ: 4 × 4 × 3 × 4 sets.</summary>
    private static float[][] CreateParameters()
    {
        var sets =
            from level in (float[])[0, 0.01f, 0.05f, 0.15f]
            from day in (float[])[0.02f, 0.1f, 0.25f, 0.4f]
            from week in (float[])[0.03f, 0.12f, 0.3f]
            from phi in (float[])[0.5f, 0.8f, 0.92f, 0.98f]
            select (level, day, week, phi);
        var all = sets.ToArray();
        return [[.. all.Select(s => s.level)], [.. all.Select(s => s.day)], [.. all.Select(s => s.week)], [.. all.Select(s => s.phi)]];
    }
}
