using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>Measures events that are over, and expects those to come in the light of past ones of their name.</summary>
public sealed class ScenarioKeeper(ScenarioRepository scenarios, ScenarioRecordRepository records, UsageHistory history, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>The store's events as they are expected, and what was learned about them; a repeat measures nothing twice.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="model">Tells what explicit rates take; null leaves events with rates unmeasured.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<Scenario> Expected, IReadOnlyList<string> Notes)> ExpectAsync(
        string storeId, CapacityModel? model, CancellationToken cancellationToken)
    {
        var announced = await scenarios.ListAsync(storeId, cancellationToken);
        var windows = ScenarioWindow.Resolve(announced);
        var (expected, notes) = (new List<Scenario>(), new List<string>());
        foreach (var window in windows)
        {
            var record = (await records.GetAsync(storeId, window.Scenario.Name, cancellationToken))?.Value;
            if (IsDue(window, record))
            {
                record = await MeasureAsync(storeId, window, windows, record, model, cancellationToken);
            }

            var scenario = ScenarioLearning.Expected(window.Scenario, record, window.Start);
            expected.Add(scenario);
            if (window.End > time.GetUtcNow() && ScenarioLearning.Note(window.Scenario, scenario, record, window.Start) is { } note)
            {
                notes.Add(note);
            }
        }

        return (expected, notes);
    }

    private bool IsDue(ScenarioWindow window, ScenarioRecord? record)
    {
        var now = time.GetUtcNow();
        return window.End <= now && now < window.End + Patience && record?.LookedAt != window.Start;
    }

    private async Task<ScenarioRecord?> MeasureAsync(
        string storeId, ScenarioWindow window, IReadOnlyList<ScenarioWindow> windows, ScenarioRecord? record, CapacityModel? model, CancellationToken cancellationToken)
    {
        if (await history.LastAsync(storeId, cancellationToken) is not { } last || last.AddMinutes(1) < window.End)
        {
            return record; // The last minutes are still to come.
        }

        var known = record ?? new ScenarioRecord(window.Scenario.Name, []);
        var events = windows.Select(w => (w.Start, w.End)).Concat(known.Past.Select(p => (p.Start, p.End))).ToList();
        var looked = known with { LookedAt = window.Start };
        var learned = await OutcomeAsync(storeId, window, events, model, cancellationToken) is { } outcome ? looked.With(outcome) : looked;
        await records.PutAsync(storeId, learned, "*", cancellationToken);
        return learned;
    }

    private async Task<ScenarioOutcome?> OutcomeAsync(
        string storeId, ScenarioWindow window, IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> events, CapacityModel? model, CancellationToken cancellationToken)
    {
        if (Effect(window, model) is not { } effect || await LoadAsync(storeId, ScenarioReference.Of(window), cancellationToken) is not { } during)
        {
            return null;
        }

        var (weeks, days) = ScenarioReference.Before(window, events);
        return ScenarioMeasurement.Of(effect, during, await LoadsAsync(storeId, weeks, cancellationToken), await LoadsAsync(storeId, days, cancellationToken));
    }

    private static ScenarioEffect? Effect(ScenarioWindow window, CapacityModel? model) =>
        ScenarioEffect.Of([window.Scenario], model, ResourceKind.CpuVCores) is [var only, ..] ? only : null;

    private async Task<IReadOnlyList<ReferenceLoad>> LoadsAsync(string storeId, IReadOnlyList<ScenarioReference> references, CancellationToken cancellationToken)
    {
        var loads = new List<ReferenceLoad>();
        foreach (var reference in references)
        {
            if (await LoadAsync(storeId, reference, cancellationToken) is { } load)
            {
                loads.Add(load);
            }
        }

        return loads;
    }

    private async Task<ReferenceLoad?> LoadAsync(string storeId, ScenarioReference reference, CancellationToken cancellationToken) =>
        ReferenceLoad.Of(reference, await history.ReadAsync(storeId, reference.LevelFrom, reference.End, cancellationToken));
}
