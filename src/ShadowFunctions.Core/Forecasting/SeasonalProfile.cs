namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// The typical day, slot by slot: P[slot] ← P[slot] + a (y − P[slot]). The slow profile starts as the mean of the days seen and reads
/// smoothed over two slots on either side; the fast one follows the last few days,
/// and another fast one does so for weekdays and weekends apart.
/// </summary>
internal sealed class SeasonalProfile(bool kindsOfDay)
{
    private const double FastGain = 0.3;
    private const double SlowGain = 0.14;
    private const int KindsOfDay = 2;
    private const int MostDays = 250;
    private readonly float[] _fast = new float[StepGrid.StepsPerDay];
    private readonly float[] _slow = new float[StepGrid.StepsPerDay];
    private readonly byte[] _days = new byte[StepGrid.StepsPerDay];
    private readonly float[] _ofKind = new float[kindsOfDay ? KindsOfDay * StepGrid.StepsPerDay : 0];
    private readonly byte[] _daysOfKind = new byte[kindsOfDay ? KindsOfDay * StepGrid.StepsPerDay : 0];

    public void Observe(long index, double value)
    {
        var slot = StepGrid.SlotOf(index);
        if (_days[slot] == 0)
        {
            _fast[slot] = (float)value;
            _slow[slot] = (float)value;
        }
        else
        {
            _fast[slot] += (float)(FastGain * (value - _fast[slot]));
            _slow[slot] += (float)(Math.Max(1.0 / (_days[slot] + 1), SlowGain) * (value - _slow[slot]));
        }

        _days[slot] = (byte)Math.Min(_days[slot] + 1, MostDays);
        if (!kindsOfDay)
        {
            return;
        }

        var place = Place(index);
        _ofKind[place] += (float)(Math.Max(1.0 / (_daysOfKind[place] + 1), FastGain) * (value - _ofKind[place]));
        _daysOfKind[place] = (byte)Math.Min(_daysOfKind[place] + 1, MostDays);
    }

    /// <summary>The fast profile at a step, or <paramref name="fallback"/> where that time of day was never observed.</summary>
    public double Fast(long index, double fallback)
    {
        var slot = StepGrid.SlotOf(index);
        return _days[slot] == 0 ? fallback : _fast[slot];
    }

    /// <summary>The slow profile at a step, smoothed; <paramref name="fallback"/> where that time of day was never observed.</summary>
    public double Slow(long index, double fallback)
    {
        double sum = 0;
        var count = 0;
        for (var offset = -2; offset <= 2; offset++)
        {
            var slot = StepGrid.SlotOf(index + offset);
            if (_days[slot] > 0)
            {
                sum += _slow[slot];
                count++;
            }
        }

        return count == 0 ? fallback : sum / count;
    }

    /// <summary>The profile of this kind of day, weekday or weekend (UTC), at a step; <paramref name="fallback"/> where it was never observed.</summary>
    public double OfKind(long index, double fallback)
    {
        var place = Place(index);
        return !kindsOfDay || _daysOfKind[place] == 0 ? fallback : _ofKind[place];
    }

    public void Exchange(StateCodec codec)
    {
        codec.Exchange(_fast);
        codec.Exchange(_slow);
        codec.Exchange(_days);
        codec.Exchange(_ofKind);
        codec.Exchange(_daysOfKind);
    }

    private static int Place(long index) => (StepGrid.IsWeekend(index) ? StepGrid.StepsPerDay : 0) + StepGrid.SlotOf(index);
}
