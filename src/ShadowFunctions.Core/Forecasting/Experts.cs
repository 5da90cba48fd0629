namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// The simple forecasters that compete for every series: each reads the same state and gives y(t+h). All are cheap, and all are
/// guarded, because a single unguarded one can take the whole ensemble with it.
/// </summary>
internal static class Experts
{
    public const int Persistence = 0;
    public const int ProfileAutoregression = 4;
    public const int RegressionRaw = 17;
    public const int RegressionLog = 18;
    public const int Count = 19;
    private const double GuardFactor = 1.5;
    private const double DeviationDecay = 0.97;
    private const double LargestRatio = 10;

    public static readonly string[] Names =
    [
        "persistence", "same time yesterday", "same time last week", "profile and level", "profile and autoregression", "moving average",
        "slow profile times fast ratio", "slow profile times slow ratio", "slow profile plus fast offset", "slow profile plus slow offset",
        "slow profile times present ratio", "slow profile times half-hour ratio", "slow profile plus present offset",
        "slow profile plus half-hour offset", "yesterday and deviation", "last week and deviation", "kind of day and autoregression",
        "ridge regression", "ridge regression in logarithms",
    ];

    /// <summary>
    /// Fills <paramref name="into"/> with the forecasts for step <paramref name="now"/> + <paramref name="h"/>, regressions left to the caller
    /// (they start as profile and autoregression). Nothing newer than <paramref name="now"/> is read.
    /// </summary>
    public static void Fill(Span<double> into, long now, int h, in LevelState level, SeasonalProfile profile, ValueRing ring)
    {
        var target = now + h;
        var fast = profile.Fast(target, level.Mean288);
        var slow = profile.Slow(target, level.Mean288);
        var yesterday = Seasonal(ring, now, target, StepGrid.StepsPerDay, fast);
        var lastWeek = Seasonal(ring, now, target, StepGrid.StepsPerWeek, yesterday);
        into[Persistence] = level.Last;
        into[1] = yesterday;
        into[2] = lastWeek;
        into[3] = fast + (level.Deviation * Math.Pow(DeviationDecay, h));
        into[ProfileAutoregression] = fast + level.FromProfile.Ahead(h);
        into[5] = level.Mean6;
        into[6] = slow * level.RatioFast;
        into[7] = slow * level.RatioSlow;
        into[8] = slow + level.OffsetFast;
        into[9] = slow + level.OffsetSlow;
        into[10] = slow * level.RatioNow;
        into[11] = slow * level.RatioMid;
        into[12] = slow + level.OffsetNow;
        into[13] = slow + level.OffsetMid;
        into[14] = yesterday + level.FromYesterday.Ahead(h);
        into[15] = lastWeek + level.FromLastWeek.Ahead(h);
        into[16] = profile.OfKind(target, slow) + level.FromKindOfDay.Ahead(h);
        into[RegressionRaw] = into[ProfileAutoregression];
        into[RegressionLog] = into[ProfileAutoregression];
        Guard(into, level);
    }

    /// <summary>Clips every forecast to [0, 1.5 × the slowly forgotten peak]; what is no number becomes persistence.</summary>
    public static void Guard(Span<double> forecasts, in LevelState level)
    {
        var ceiling = GuardFactor * level.Peak;
        for (var e = 0; e < forecasts.Length; e++)
        {
            forecasts[e] = double.IsFinite(forecasts[e]) ? Math.Clamp(forecasts[e], 0, ceiling) : level.Last;
        }
    }

    /// <summary>A ratio that no small denominator makes absurd; 1 without a denominator.</summary>
    public static double Ratio(double top, double bottom) => bottom <= 0 ? 1 : Math.Clamp(top / bottom, 0, LargestRatio);

    private static double Seasonal(ValueRing ring, long now, long target, int period, double fallback)
    {
        var back = target - period;
        while (back > now)
        {
            back -= period;
        }

        var value = ring.Get(back, now);
        return double.IsNaN(value) ? fallback : value;
    }
}
