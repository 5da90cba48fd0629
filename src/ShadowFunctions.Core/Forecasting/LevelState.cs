namespace ShadowFunctions.Core.Forecasting;

/// <summary>The running level of a series and how it stands to its typical day. A mutable struct: it lives inside the forecaster's state.</summary>
internal struct LevelState
{
    private const double LevelGain = 0.15;
    private const double SlowRatioGain = 0.02;
    private const double DecayPerStep = 1 - (1.0 / StepGrid.StepsPerWeek);

    /// <summary>Last value, and the two before it.</summary>
    public double Last, Previous, BeforePrevious;

    /// <summary>Means over about half an hour, three hours and a day.</summary>
    public double Mean6, Mean36, Mean288;

    /// <summary>Smoothed deviation from the fast profile, and the last one.</summary>
    public double Deviation, LastDeviation;

    /// <summary>Smoothed offset to the slow profile, fast and slow.</summary>
    public double OffsetFast, OffsetSlow;

    /// <summary>Smoothed ratio to the slow profile, fast and slow, as two sums each so that small denominators do not explode.</summary>
    public double RatioFastTop, RatioFastBottom, RatioSlowTop, RatioSlowBottom;

    /// <summary>Sums of the first-order autoregression of the deviation.</summary>
    public double AutoTop, AutoBottom;

    /// <summary>Largest value seen, slowly forgotten (a week's e-folding time).</summary>
    public double Peak;

    /// <summary>Values observed.</summary>
    public int Count;

    /// <summary>Autoregression coefficient of the deviation, 0 to 0.999.</summary>
    public readonly double Rho => AutoBottom <= 0 ? 0.9 : Math.Clamp(AutoTop / AutoBottom, 0, 0.999);

    public readonly double RatioFast => Ratio(RatioFastTop, RatioFastBottom);

    public readonly double RatioSlow => Ratio(RatioSlowTop, RatioSlowBottom);

    public void Observe(double value, double fastProfile, double slowProfile)
    {
        if (Count == 0)
        {
            Last = Previous = BeforePrevious = Mean6 = Mean36 = Mean288 = value;
        }

        BeforePrevious = Previous;
        Previous = Last;
        Last = value;
        Mean6 += Gain(6) * (value - Mean6);
        Mean36 += Gain(36) * (value - Mean36);
        Mean288 += Gain(288) * (value - Mean288);

        var deviation = value - fastProfile;
        AutoTop = (0.995 * AutoTop) + (deviation * LastDeviation);
        AutoBottom = (0.995 * AutoBottom) + (LastDeviation * LastDeviation);
        LastDeviation = deviation;
        Deviation += LevelGain * (deviation - Deviation);

        var offset = value - slowProfile;
        OffsetFast += LevelGain * (offset - OffsetFast);
        OffsetSlow += SlowRatioGain * (offset - OffsetSlow);
        RatioFastTop += LevelGain * (value - RatioFastTop);
        RatioFastBottom += LevelGain * (slowProfile - RatioFastBottom);
        RatioSlowTop += SlowRatioGain * (value - RatioSlowTop);
        RatioSlowBottom += SlowRatioGain * (slowProfile - RatioSlowBottom);
        Peak = Math.Max(value, Peak * DecayPerStep);
        Count = Math.Min(Count + 1, int.MaxValue - 1);
    }

    private readonly double Gain(int steps) => Math.Max(1.0 / steps, 1.0 / (Count + 1));

    private static double Ratio(double top, double bottom) => bottom <= 0 ? 1 : Math.Clamp(top / bottom, 0, 10);
}
