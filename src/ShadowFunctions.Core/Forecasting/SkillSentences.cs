using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>Puts skill into words.</summary>
public static class SkillSentences
{
    /// <summary>How good forecasts of a resource have been at a distance; null while too few were scored.</summary>
    /// <param name="forecast">The forecast with its skill.</param>
    /// <param name="minutesAhead">The distance that matters, minutes; the nearest one at or beyond it is told.</param>
    public static string? AtDistance(DemandForecast forecast, double minutesAhead)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.SkillAt(minutesAhead) is { ErrorRatio: { } ratio } skill && skill.CoverageAt(DemandForecast.WatchedLevel) is { } coverage
            ? Text($"{forecast.Resource}: at {skill.MinutesAhead} minutes ahead its error is {ratio:0.00} of persistence's, and {100 * coverage:0.#} % of the values lay within the {100 * DemandForecast.WatchedLevel:0.#} % quantile.")
            : null;
    }

    /// <summary>How good hourly outlooks of a resource have been, tomorrow and at the far end; null while too few hours were scored.</summary>
    public static string? OfDays(DemandForecast outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var days = outlook.Skill.Where(s => s.ErrorRatio is not null).ToArray();
        var told = days is [var first, .., var last] ? [first, last] : days;
        return told.Length == 0
            ? null
            : $"{outlook.Resource}: its error is {string.Join(", ", told.Select(s => Text($"{s.ErrorRatio:0.00} on day {s.MinutesAhead / 1440}")))} of that of repeating the last known day.";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
