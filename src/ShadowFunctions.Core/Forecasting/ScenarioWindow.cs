using NodaTime;
using NodaTime.TimeZones;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>A scenario with its window as instants.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after the window, UTC.</param>
public sealed record ScenarioWindow(Scenario Scenario, DateTimeOffset Start, DateTimeOffset End)
{
    // A start that a clock change skips moves to the first valid instant after; of a time that comes twice a start takes the first and an
    // end the second, so that the window covers every instant that reads like it.
    private static readonly ZoneLocalMappingResolver StartResolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private static readonly ZoneLocalMappingResolver EndResolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <summary>True when the instant lies in the window.</summary>
    public bool Holds(DateTimeOffset at) => Start <= at && at < End;

    /// <summary>True when any part of an interval lies in the window.</summary>
    public bool Touches(DateTimeOffset from, DateTimeOffset until) => Start < until && from < End;

    /// <summary>Turns local windows into instants. A zone the database does not know, or a window that ends before it starts, is left out.</summary>
    public static IReadOnlyList<ScenarioWindow> Resolve(IReadOnlyList<Scenario> scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        var windows = new List<ScenarioWindow>(scenarios.Count);
        foreach (var scenario in scenarios)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(scenario.TimeZone) is { } zone)
            {
                var window = new ScenarioWindow(
                    scenario, Instant(scenario.StartLocal, zone, StartResolver), Instant(scenario.EndLocal, zone, EndResolver));
                if (window.Start < window.End)
                {
                    windows.Add(window);
                }
            }
        }

        return windows;
    }

    private static DateTimeOffset Instant(DateTime local, DateTimeZone zone, ZoneLocalMappingResolver resolver) =>
        zone.ResolveLocal(LocalDateTime.FromDateTime(local), resolver).ToInstant().ToDateTimeOffset();
}
