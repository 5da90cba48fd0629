using NCrontab;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>An NCRONTAB schedule in UTC: six fields, seconds first; five fields mean second 0.</summary>
internal sealed class TimerSchedule
{
    // Widened step by step: a schedule that fires every second must not list a whole year to find its last tick.
    private static readonly TimeSpan[] Lookbacks =
        [TimeSpan.FromMinutes(2), TimeSpan.FromHours(2), TimeSpan.FromDays(2), TimeSpan.FromDays(40), TimeSpan.FromDays(4 * 366 + 1)];

    private readonly CrontabSchedule _schedule;

    private TimerSchedule(string expression, CrontabSchedule schedule)
    {
        Expression = expression;
        _schedule = schedule;
    }

    /// <summary>The schedule as text, settings resolved.</summary>
    public string Expression { get; }

    /// <exception cref="FormatException">The expression is no NCRONTAB expression.</exception>
    public static TimerSchedule Parse(string expression, string functionName)
    {
        var hasSeconds = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != 5;
        return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds }) is { } schedule
            ? new TimerSchedule(expression, schedule)
            : throw new FormatException(
                $"Function '{functionName}' has the schedule '{expression}', which is not NCRONTAB; "
                + "write '{second} {minute} {hour} {day} {month} {day-of-week}', for example '0 */5 * * * *'.");
    }

    /// <summary>The first instant of the schedule after <paramref name="clock"/>; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset clock)
    {
        var next = _schedule.GetNextOccurrence(clock.UtcDateTime, DateTime.MaxValue);
        return next == DateTime.MaxValue ? null : Utc(next);
    }

    /// <summary>The last instant of the schedule before <paramref name="clock"/>; null when the last four years had none.</summary>
    public DateTimeOffset? Previous(DateTimeOffset clock)
    {
        foreach (var lookback in Lookbacks)
        {
            var from = clock.UtcTicks < lookback.Ticks ? DateTime.MinValue : clock.UtcDateTime - lookback;
            if (_schedule.GetNextOccurrences(from, clock.UtcDateTime).Select(instant => (DateTime?)instant).LastOrDefault() is { } last)
            {
                return Utc(last);
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="instant"/> is on the schedule.</summary>
    public bool Includes(DateTimeOffset instant) => Next(instant.AddSeconds(-1)) == instant;

    private static DateTimeOffset Utc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));
}
