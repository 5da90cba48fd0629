using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>
/// The load that is rehearsed: the mix recorded on production at the rates of the hours ahead. An announced event that touches the time until the next
/// rehearsal leads, with its own rates for the statements it names; else the highest load that is forecast.
/// </summary>
public static class ComingLoad
{
    private const double LargestRatio = 100;

    /// <summary>The profile to rehearse.</summary>
    /// <param name="observed">The mix as recorded.</param>
    /// <param name="prediction">The newest prediction; null when there is none.</param>
    /// <param name="events">Announced events.</param>
    /// <param name="now">Instant of the rehearsal, UTC.</param>
    /// <param name="ahead">How far events are looked for: until the next rehearsal at the latest.</param>
    public static WorkloadProfile Of(
        WorkloadObservation observed, ResourcePrediction? prediction, IReadOnlyList<ScenarioWindow> events, DateTimeOffset now, TimeSpan ahead)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(events);
        var recorded = new WorkloadProfile("recorded", [.. observed.Templates.Select(t => new WorkloadItem(t.Template, t.RatePerSecond))]);
        if (events.Where(e => e.Touches(now, now + ahead)).MinBy(e => e.Start) is { } coming)
        {
            return InEvent(recorded, coming.Scenario);
        }

        return Ratio(prediction) is > 1 and var ratio ? recorded.Scale(ratio) with { Name = "forecast", Source = WorkloadSource.Forecast } : recorded;
    }

    /// <summary>What is named takes its rate, shared among its texts as recorded; all else what the event multiplies it by.</summary>
    private static WorkloadProfile InEvent(WorkloadProfile recorded, Scenario scenario)
    {
        var now = recorded.Items.GroupBy(i => i.Template.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(i => i.RatePerSecond), StringComparer.Ordinal);
        double Factor(string id) => scenario.Rates?.TryGetValue(id, out var rate) == true && now[id] > 0 ? rate / now[id] : scenario.Multiplier ?? 1;
        return new WorkloadProfile(
            scenario.Name, [.. recorded.Items.Select(i => i with { RatePerSecond = i.RatePerSecond * Factor(i.Template.Id) })], WorkloadSource.Scenario);
    }

    /// <summary>The highest median of the CPU ahead as a multiple of the next one; null when none is known.</summary>
    private static double? Ratio(ResourcePrediction? prediction) =>
        prediction?[ResourceKind.CpuVCores]?.Forecast is { Steps: > 0 } forecast && forecast.At(0.5, 1) is > 0 and var next
            ? Math.Min(LargestRatio, forecast.Highest(0.5) / next)
            : null;
}
