using NodaTime;

namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Moves a history from UTC to the hours of a local clock and a forecast back, so that eight in the morning stays eight in the morning
/// when the clock changes: the hour skipped in spring is a gap, the hour that comes twice in autumn is the mean of both.
/// </summary>
internal sealed class LocalClock
{
    private readonly DateTimeZone _zone;
    private readonly Instant _start;
    private readonly long _firstLocal;

    /// <exception cref="ArgumentException">The zone is not known.</exception>
    public LocalClock(HourlyCalendar calendar)
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.TimeZone) ?? throw new ArgumentException(
            $"TimeZone '{calendar.TimeZone}' is not known: give an IANA name like Europe/Berlin.", nameof(calendar));
        _start = Instant.FromDateTimeOffset(calendar.FirstHour);
        _firstLocal = Number(0);
    }

    /// <summary>Place of an hour of UTC on the local axis; hour 0 has place 0.</summary>
    public int Place(int hour) => (int)(Number(hour) - _firstLocal);

    /// <summary>Local date of a place on the local axis.</summary>
    public DateOnly Date(int place) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddHours(_firstLocal + place));

    /// <summary>Local hour of day of a place.</summary>
    public int HourOfDay(int place) => (int)(((_firstLocal + place) % 24 + 24) % 24);

    /// <summary>The history on the local axis.</summary>
    public double[] ToLocal(ReadOnlySpan<double> history)
    {
        var local = new double[Place(history.Length - 1) + 1];
        Array.Fill(local, double.NaN);
        for (var hour = 0; hour < history.Length; hour++)
        {
            var place = Place(hour);
            local[place] = double.IsNaN(local[place]) ? history[hour] : 0.5 * (local[place] + history[hour]);
        }

        return local;
    }

    private long Number(int hour)
    {
        var instant = _start + Duration.FromHours(hour);
        return (long)Math.Floor((instant + Duration.FromSeconds(_zone.GetUtcOffset(instant).Seconds)).ToUnixTimeSeconds() / 3600.0);
    }
}
