namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// What the dates of a history mean to the people behind the load. Daily patterns follow the local clock through its changes; holidays
/// and the first and last day of a month are learned apart from ordinary days when the history shows that they differ.
/// </summary>
public sealed record HourlyCalendar
{
    /// <summary>Start of the first hour of the history, UTC.</summary>
    public required DateTimeOffset FirstHour { get; init; }

    /// <summary>IANA name of the zone whose clock the load follows.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Local dates of holidays, past and coming.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();
}
