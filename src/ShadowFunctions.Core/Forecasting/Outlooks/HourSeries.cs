using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// The hours of one resource: the highest five minutes of each, and their mean where it is asked for. An hour of which less than half was seen,
/// or that an announced event changed, is a gap. Of a saturated hour only a lower bound is known: it counts at least as the same hour a week, else a day
/// before, did.
/// </summary>
internal sealed class HourSeries
{
    private const int FewestSteps = 6;
    private const int StepsPerHour = 60 / StepGrid.StepMinutes;
    private readonly StepAggregator _steps = new();
    private readonly float[] _highest = Gaps();
    private readonly float[]? _means;
    private readonly BandSkill? _skill;
    private readonly BandSkill? _meanSkill;
    private long _hour = long.MinValue;
    private double _sum;
    private double _peak;
    private int _count;
    private bool _censored;
    private bool _changed;

    /// <summary>Creates an empty series.</summary>
    /// <param name="withMeans">Whether the hours' means are kept too.</param>
    /// <param name="foreseen">Whether outlooks of it are made, so that their skill is kept.</param>
    public HourSeries(bool withMeans, bool foreseen)
    {
        _means = withMeans ? Gaps() : null;
        _skill = foreseen ? new BandSkill() : null;
        _meanSkill = foreseen && withMeans ? new BandSkill() : null;
    }

    /// <summary>The first hour that is not closed yet, counted from the Unix epoch; null before the first minute.</summary>
    public long? Open => _hour == long.MinValue ? null : _hour;

    /// <summary>Takes a minute.</summary>
    public void Add(DateTimeOffset minute, double amount, bool censored, bool changed)
    {
        if (_steps.Add(minute, amount, censored) is not { } step)
        {
            return;
        }

        var hour = Math.DivRem(StepGrid.IndexOf(step.At), StepsPerHour).Quotient;
        if (hour != _hour)
        {
            Close(hour);
        }

        _sum += step.Mean;
        _peak = Math.Max(_peak, step.Mean);
        _count++;
        _censored |= step.Censored;
        _changed |= changed;
    }

    /// <summary>The highest five minutes of every hour before <paramref name="end"/>, oldest first, from the first one known; NaN is a gap.</summary>
    public double[] Highest(long end) => Values(_highest, end);

    /// <summary>The mean of every such hour.</summary>
    public double[] Means(long end) => Values(_means ?? throw new InvalidOperationException("Means of this resource are not kept."), end);

    /// <summary>Keeps what an outlook said of the highest five minutes, or of the means, until the hours have come.</summary>
    public void Remember(long origin, DemandForecast outlook, bool ofMeans) => (ofMeans ? _meanSkill : _skill)?.Remember(origin, outlook);

    /// <summary>How good outlooks have been per day ahead.</summary>
    public IReadOnlyList<ForecastSkill> Skill(bool ofMeans) => (ofMeans ? _meanSkill : _skill)?.Report() ?? [];

    /// <summary>Exchanges the state; version 1 had no skill.</summary>
    public void Exchange(StateCodec codec, int version)
    {
        _steps.Exchange(codec);
        codec.Exchange(_highest);
        if (_means is not null)
        {
            codec.Exchange(_means);
        }

        codec.Exchange(ref _hour);
        codec.Exchange(ref _sum);
        codec.Exchange(ref _peak);
        codec.Exchange(ref _count);
        codec.Exchange(ref _censored);
        codec.Exchange(ref _changed);
        if (version > 1)
        {
            _skill?.Exchange(codec);
            _meanSkill?.Exchange(codec);
        }
    }

    private static float[] Gaps()
    {
        var values = new float[StoreHours.KeptHours];
        values.AsSpan().Fill(float.NaN);
        return values;
    }

    private void Close(long next)
    {
        if (_hour != long.MinValue)
        {
            if (_count >= FewestSteps && !_changed && !_censored)
            {
                _skill?.Learn(_hour, _peak, hour => Known(_highest, hour));
                _meanSkill?.Learn(_hour, _sum / _count, hour => Known(_means!, hour));
            }

            Keep(_highest, _peak);
            if (_means is not null)
            {
                Keep(_means, _sum / _count);
            }

            for (var hour = Math.Max(_hour + 1, next - StoreHours.KeptHours); hour < next; hour++)
            {
                _highest[Place(hour)] = float.NaN;
                _means?[Place(hour)] = float.NaN;
            }
        }

        (_hour, _sum, _peak, _count, _censored, _changed) = (next, 0, 0, 0, false, false);
    }

    private void Keep(float[] values, double value)
    {
        if (_censored)
        {
            var before = values[Place(_hour - 168)];
            before = float.IsNaN(before) ? values[Place(_hour - 24)] : before;
            value = float.IsNaN(before) ? value : Math.Max(value, before);
        }

        values[Place(_hour)] = _count < FewestSteps || _changed ? float.NaN : (float)value;
    }

    private double[] Values(float[] values, long end)
    {
        var first = end - StoreHours.KeptHours;
        while (first < end && !IsKnown(values, first))
        {
            first++;
        }

        var known = new double[end - first];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = Known(values, first + i);
        }

        return known;
    }

    /// <summary>The place of the open hour still holds the one twelve weeks before it.</summary>
    private bool IsKnown(float[] values, long hour) => hour < _hour && hour >= _hour - StoreHours.KeptHours && !float.IsNaN(values[Place(hour)]);

    private double Known(float[] values, long hour) => IsKnown(values, hour) ? values[Place(hour)] : double.NaN;

    private static int Place(long hour) => (int)(((hour % StoreHours.KeptHours) + StoreHours.KeptHours) % StoreHours.KeptHours);
}
