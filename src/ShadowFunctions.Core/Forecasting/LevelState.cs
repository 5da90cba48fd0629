namespace ShadowFunctions.Core.Forecasting;

/// <summary>The running level of a series and how it stands to its typical day. A mutable struct: it lives inside the forecaster's state.</summary>
internal struct LevelState
{
    private const double FastGain = 0.15;
    private const double MidGain = 0.4;
    private const double SlowGain = 0.02;
    private const double DecayPerStep = 1 - (1.0 / StepGrid.StepsPerWeek);

    /// <summary>Last value, and the two before it.</summary>
    public double Last, Previous, BeforePrevious;

    /// <summary>Means over about half an hour, three hours and a day.</summary>
    public double Mean6, Mean36, Mean288;

    /// <summary>Smoothed deviation from the fast profile.</summary>
    public double Deviation;

    /// <summary>Deviations from the fast profile, from yesterday, from last week, and from the profile of this kind of day.</summary>
    public DeviationState FromProfile, FromYesterday, FromLastWeek, FromKindOfDay;

    /// <summary>Offset to the slow profile: the present one, and smoothed over about ten minutes, half an hour and four hours.</summary>
    public double OffsetNow, OffsetMid, OffsetFast, OffsetSlow;

    /// <summary>Ratio to the slow profile, as two sums each so that small denominators do not explode.</summary>
    public double RatioMidTop, RatioMidBottom, RatioFastTop, RatioFastBottom, RatioSlowTop, RatioSlowBottom;

    /// <summary>The slow profile at the last step.</summary>
    public double SlowProfile;

    /// <summary>Largest value seen, slowly forgotten (a week's e-folding time).</summary>
    public double Peak;

    /// <summary>Values observed.</summary>
    public int Count;

    public readonly double RatioNow => Experts.Ratio(Last, SlowProfile);

    public readonly double RatioMid => Experts.Ratio(RatioMidTop, RatioMidBottom);

    public readonly double RatioFast => Experts.Ratio(RatioFastTop, RatioFastBottom);

    public readonly double RatioSlow => Experts.Ratio(RatioSlowTop, RatioSlowBottom);

    /// <summary>Takes the next value of a series, before the profile and the ring learn it.</summary>
    public void Observe(long index, double value, SeasonalProfile profile, ValueRing ring)
    {
        if (Count == 0)
        {
            Last = Previous = BeforePrevious = Mean6 = Mean36 = Mean288 = value;
        }

        var fast = profile.Fast(index, Mean288);
        SlowProfile = profile.Slow(index, Mean288);
        BeforePrevious = Previous;
        Previous = Last;
        Last = value;
        Mean6 += Gain(6) * (value - Mean6);
        Mean36 += Gain(36) * (value - Mean36);
        Mean288 += Gain(288) * (value - Mean288);
        Deviation += FastGain * (value - fast - Deviation);
        FromProfile.Observe(value - fast);
        FromYesterday.Observe(value - ring.Get(index - StepGrid.StepsPerDay, index));
        FromLastWeek.Observe(value - ring.Get(index - StepGrid.StepsPerWeek, index));
        FromKindOfDay.Observe(value - profile.OfKind(index, SlowProfile));
        ObserveOffsets(value);
        Peak = Math.Max(value, Peak * DecayPerStep);
        Count = Math.Min(Count + 1, int.MaxValue - 1);
    }

    private void ObserveOffsets(double value)
    {
        OffsetNow = value - SlowProfile;
        OffsetMid += MidGain * (OffsetNow - OffsetMid);
        OffsetFast += FastGain * (OffsetNow - OffsetFast);
        OffsetSlow += SlowGain * (OffsetNow - OffsetSlow);
        RatioMidTop += MidGain * (value - RatioMidTop);
        RatioMidBottom += MidGain * (SlowProfile - RatioMidBottom);
        RatioFastTop += FastGain * (value - RatioFastTop);
        RatioFastBottom += FastGain * (SlowProfile - RatioFastBottom);
        RatioSlowTop += SlowGain * (value - RatioSlowTop);
        RatioSlowBottom += SlowGain * (SlowProfile - RatioSlowBottom);
    }

    private readonly double Gain(int steps) => Math.Max(1.0 / steps, 1.0 / (Count + 1));
}
