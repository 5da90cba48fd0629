namespace ShadowFunctions.Core.Simulation;

/// <summary>The expected level of each pattern, 1 being about the peak. Pure functions of the instant.</summary>
internal static class DemandShapes
{
    /// <summary>Instant at which the growing pattern stands at its nominal level.</summary>
    private static readonly DateTimeOffset GrowthReference = new(2026, 8, 31, 0, 0, 0, TimeSpan.Zero);

    public static double Level(DemandPattern pattern, DateTimeOffset at, long seed) => pattern switch
    {
        DemandPattern.DailyWeekly => DailyWeekly(at),
        DemandPattern.Growth => Growth(at),
        DemandPattern.MonthEnd => MonthEnd(at),
        DemandPattern.BatchSpikes => BatchSpikes(at, seed),
        DemandPattern.FlashCrowd => Mild(at),
        DemandPattern.NoPattern => Wander(at, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "Not a demand pattern."),
    };

    private static double DailyWeekly(DateTimeOffset at) => 0.20 + (0.68 * Office(at) * Weekday(at, 0.35));

    private static double Growth(DateTimeOffset at)
    {
        const double growthPerDay = 0.006;
        var growth = Math.Clamp(1 + (growthPerDay * (at - GrowthReference).TotalDays), 0.3, 1.8);
        var hour = Hour(at);
        var awake = Step(hour, 6.8, 0.5) - Step(hour, 21.5, 0.8);
        return growth * (0.30 + (0.52 * awake * Weekday(at, 0.85)));
    }

    private static double MonthEnd(DateTimeOffset at)
    {
        var hour = Hour(at);
        var closing = Step(hour, 7.0, 0.4) - Step(hour, 20, 0.7);
        return 0.16 + (0.24 * Office(at) * Weekday(at, 0.3)) + (0.48 * ClosingWeight(at) * closing);
    }

    /// <summary>The books close on the last day of the month; a part of the work falls on the days beside it.</summary>
    private static double ClosingWeight(DateTimeOffset at)
    {
        var last = DateTime.DaysInMonth(at.Year, at.Month);
        return at.Day == last ? 1 : at.Day == last - 1 ? 0.35 : at.Day == 1 ? 0.3 : 0;
    }

    private static double BatchSpikes(DateTimeOffset at, long seed)
    {
        const double firstMinute = 30;
        const double lengthMinutes = 16;
        const double rampMinutes = 2;
        const long heights = 71;
        var level = 0.18 + (0.06 * Office(at));
        if (at.Hour is < 6 or > 21)
        {
            return level;
        }

        var minute = at.TimeOfDay.TotalMinutes - (60 * at.Hour) - firstMinute;
        var inside = Math.Min(minute + 1, lengthMinutes - minute);
        var height = 0.5 + (0.2 * SeededChance.Uniform(seed, heights, at.Hour));
        return level + (height * Math.Clamp(inside / rampMinutes, 0, 1));
    }

    private static double Mild(DateTimeOffset at) => 0.28 + (0.14 * Office(at) * Weekday(at, 0.8));

    /// <summary>Value noise in five octaves: wanders for hours, always returns to its mean, and can be asked for any minute.</summary>
    private static double Wander(DateTimeOffset at, long seed)
    {
        ReadOnlySpan<(double Hours, double Weight)> octaves = [(13, 0.20), (5.3, 0.20), (2.1, 0.18), (0.7, 0.10), (0.2, 0.04)];
        var hours = at.ToUnixTimeSeconds() / 3600.0;
        var level = 0.45;
        for (var i = 0; i < octaves.Length; i++)
        {
            level += octaves[i].Weight * SeededChance.Smooth(seed, 100 + i, hours / octaves[i].Hours);
        }

        return Math.Max(0.04, level);
    }

    /// <summary>Office hours between 0 and 1: up about 7:15, a dip at lunch, down about 17:30.</summary>
    private static double Office(DateTimeOffset at)
    {
        var hour = Hour(at);
        var lunch = 0.12 * Math.Exp(-Math.Pow((hour - 12.4) / 0.7, 2));
        return Math.Max(0, Step(hour, 7.2, 0.5) - Step(hour, 17.5, 0.9) - lunch);
    }

    private static double Weekday(DateTimeOffset at, double weekend) =>
        at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;

    private static double Hour(DateTimeOffset at) => at.TimeOfDay.TotalHours;

    private static double Step(double hour, double centre, double width) => 1 / (1 + Math.Exp(-(hour - centre) / width));
}
