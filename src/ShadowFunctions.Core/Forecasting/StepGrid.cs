namespace ShadowFunctions.Core.Forecasting;

/// <summary>The five-minute grid all series are forecast on. Steps are numbered from the Unix epoch, so days and weeks are whole numbers of steps.</summary>
public static class StepGrid
{
    /// <summary>Length of a step in minutes.</summary>
    public const int StepMinutes = 5;

    /// <summary>Steps of a day.</summary>
    public const int StepsPerDay = 24 * 60 / StepMinutes;

    /// <summary>Steps of a week.</summary>
    public const int StepsPerWeek = 7 * StepsPerDay;

    private const long StepSeconds = StepMinutes * 60L;

    /// <summary>Number of the step that holds an instant.</summary>
    public static long IndexOf(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeSeconds(), StepSeconds) switch
    {
        (var quotient, < 0) => quotient - 1,
        var (quotient, _) => quotient,
    };

    /// <summary>First instant of a step, UTC.</summary>
    public static DateTimeOffset StartOf(long index) => DateTimeOffset.FromUnixTimeSeconds(index * StepSeconds);

    /// <summary>Slot of the day of a step, 0 to 287.</summary>
    internal static int SlotOf(long index) => (int)(((index % StepsPerDay) + StepsPerDay) % StepsPerDay);

    /// <summary>Whether a step lies on a Saturday or Sunday (UTC). Day 0 of the epoch was a Thursday.</summary>
    internal static bool IsWeekend(long index)
    {
        var day = ((index / StepsPerDay) - (index % StepsPerDay < 0 ? 1 : 0) + 4) % 7;
        return day is 0 or 6 or -1;
    }
}
