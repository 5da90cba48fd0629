namespace ShadowFunctions.Core.Forecasting;

/// <summary>An event's window on another day, with the day before it: how the same hours go without the event.</summary>
/// <param name="LevelFrom">Start of the day before the window, UTC.</param>
/// <param name="Start">Start of the window on that day, UTC.</param>
/// <param name="End">First instant after the window on that day, UTC.</param>
public sealed record ScenarioReference(DateTimeOffset LevelFrom, DateTimeOffset Start, DateTimeOffset End)
{
    private const int Weeks = 4;
    private const int Days = 6;
    private static readonly TimeSpan Level = TimeSpan.FromDays(1);

    /// <summary>The window of the event itself.</summary>
    public static ScenarioReference Of(ScenarioWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return new ScenarioReference(window.Start - Level, window.Start, window.End);
    }

    /// <summary>
    /// The same local hours one to four weeks before, and, for a window of at most a day, on the six days before. A reference that an event
    /// touches is left out.
    /// </summary>
    /// <param name="window">The event's window.</param>
    /// <param name="events">Windows of all known events of the store.</param>
    public static (IReadOnlyList<ScenarioReference> Weeks, IReadOnlyList<ScenarioReference> Days) Before(
        ScenarioWindow window, IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> events)
    {
        ArgumentNullException.ThrowIfNull(window);
        var length = window.End - window.Start;
        IReadOnlyList<ScenarioReference> Shifted(IEnumerable<int> days) =>
        [
            .. days.Where(d => length <= TimeSpan.FromDays(d))
                .SelectMany(d => ScenarioWindow.Resolve([window.Scenario with { StartLocal = window.Scenario.StartLocal.AddDays(-d), EndLocal = window.Scenario.EndLocal.AddDays(-d) }]))
                .Select(Of)
                .Where(r => !events.Any(e => e.Start < r.End && r.LevelFrom < e.End)),
        ];
        return (Shifted(Enumerable.Range(1, Weeks).Select(w => 7 * w)), length <= Level ? Shifted(Enumerable.Range(1, Days)) : []);
    }
}
