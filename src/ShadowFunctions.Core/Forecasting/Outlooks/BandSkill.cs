using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// How good the hourly outlooks of one resource have been, per day ahead: of the first outlook of each UTC day every third hour is kept until
/// it has come, and scored beside the same hour of the last day that was known then. An outlook a day is enough: those of neighbouring hours say nearly the same.
/// </summary>
internal sealed class BandSkill
{
    private const int Bands = 7;
    private const int BandHours = 24;
    private const int Stride = 3;
    private const int Places = Bands * BandHours / Stride;
    private const int FewestScored = 8;
    private const int Digits = 4;

    // Two weeks of a band's hours.
    private const float Gain = Stride / (14f * BandHours);
    private static readonly double[] Watched = [0.5, 0.8, 0.95];
    private readonly long[] _origins = new long[Bands];
    private readonly float[] _stated = new float[Bands * Places * Watched.Length];
    private readonly float[] _error = new float[Bands];
    private readonly float[] _repeatError = new float[Bands];
    private readonly float[] _coverage = new float[Bands * Watched.Length];
    private readonly int[] _count = new int[Bands];
    private bool _used;

    public BandSkill() => _origins.AsSpan().Fill(long.MinValue);

    /// <summary>Keeps an outlook, if it is the first of its day.</summary>
    public void Remember(long origin, DemandForecast outlook)
    {
        var slot = Slot(origin);
        if (_origins[slot] != long.MinValue && Day(_origins[slot]) == Day(origin))
        {
            return;
        }

        (_origins[slot], _used) = (origin, true);
        for (var place = 0; place < Places; place++)
        {
            var step = (place * Stride) + 1;
            for (var i = 0; i < Watched.Length; i++)
            {
                _stated[Index(slot, place) + i] = step <= outlook.Steps ? (float)outlook.At(Watched[i], step) : float.NaN;
            }
        }
    }

    /// <summary>Scores what was said about an hour that was wholly seen, not saturated and in no announced event.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="value">What came.</param>
    /// <param name="before">The value of an earlier hour; NaN where it is not known.</param>
    public void Learn(long hour, double value, Func<long, double> before)
    {
        for (var slot = 0; _used && slot < Bands; slot++)
        {
            // Hours before an outlook, beyond it and between those kept have no place.
            var ahead = _origins[slot] == long.MinValue ? -1 : hour - _origins[slot];
            if (ahead is >= 0 and < Bands * BandHours && ahead % Stride == 0)
            {
                var band = (int)(ahead / BandHours);
                Score(band, _stated.AsSpan(Index(slot, (int)(ahead / Stride)), Watched.Length), value, before(hour - (BandHours * (band + 1))));
            }
        }
    }

    /// <summary>The skill per day ahead, nearest first; days with too few scored hours are left out.</summary>
    public IReadOnlyList<ForecastSkill> Report() =>
    [
        .. Enumerable.Range(0, Bands).Where(b => _count[b] >= FewestScored).Select(b => new ForecastSkill
        {
            MinutesAhead = (b + 1) * BandHours * 60,
            Count = _count[b],
            ErrorRatio = _repeatError[b] > 0 ? Math.Round((double)_error[b] / _repeatError[b], Digits) : null,
            Levels = Watched,
            Coverage = [.. Watched.Select((_, i) => Math.Round((double)_coverage[(b * Watched.Length) + i], Digits))],
        }),
    ];

    public void Exchange(StateCodec codec)
    {
        codec.Exchange(ref _used);
        if (_used)
        {
            codec.Exchange(_origins);
            codec.Exchange(_stated);
            codec.Exchange(_error);
            codec.Exchange(_repeatError);
            codec.Exchange(_coverage);
            codec.Exchange(_count);
        }
    }

    private void Score(int band, ReadOnlySpan<float> stated, double value, double repeated)
    {
        if (float.IsNaN(stated[0]) || double.IsNaN(repeated))
        {
            return;
        }

        var gain = Math.Max(Gain, 1f / (_count[band] + 1));
        _error[band] += gain * ((float)Math.Abs(value - stated[0]) - _error[band]);
        _repeatError[band] += gain * ((float)Math.Abs(value - repeated) - _repeatError[band]);
        var coverage = _coverage.AsSpan(band * Watched.Length, Watched.Length);
        for (var i = 0; i < coverage.Length; i++)
        {
            coverage[i] += gain * ((value <= stated[i] ? 1 : 0) - coverage[i]);
        }

        _count[band] = Math.Min(_count[band] + 1, int.MaxValue - 1);
    }

    private static int Index(int slot, int place) => ((slot * Places) + place) * Watched.Length;

    private static long Day(long hour) => (long)Math.Floor(hour / (double)BandHours);

    private static int Slot(long origin) => (int)(((Day(origin) % Bands) + Bands) % Bands);
}
