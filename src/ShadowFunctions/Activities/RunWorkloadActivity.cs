using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Learns from production's statements since the last look and, when due, rehearses their mix on the shadow.</summary>
public sealed class RunWorkloadActivity(
    StoreContext context,
    ModelKeeper model,
    PredictionRepository predictions,
    ScenarioRepository scenarios,
    IWorkloadRunner runner,
    IOptions<ShadowOptions> options,
    TimeProvider time)
{
    /// <summary>One look and at most one rehearsal. Their id is the store's pass, so that a repeat takes the recorded result and learns nothing twice.</summary>
    [Function(Names.RunWorkload)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        var id = $"{work.StoreId}-{work.CycleId}";
        if (shadow.LastLearnId == id)
        {
            return;
        }

        var now = time.GetUtcNow();
        var observed = await model.ReadAsync(store, now, cancellationToken);
        var run = work.RunDue ? await Rehearse(store, shadow, observed, id, now, cancellationToken) : null;
        await model.LearnAsync(store, observed, run, id, cancellationToken);
        shadow = shadow with { LastLearnId = id, NextLearnAt = now.AddMinutes(ModelKeeper.IntervalMinutes) };
        await context.SaveShadowAsync(run is null ? shadow : Ran(shadow, store, observed, run, now), cancellationToken);
    }

    private static ShadowState Ran(ShadowState shadow, Store store, WorkloadObservation observed, WorkloadRun run, DateTimeOffset now) => shadow with
    {
        LastRunId = run.Id,
        LastRunProfile = run.Profile,
        LastRunAt = now,
        LastRunStatements = run.Statements,
        LastRunKeys = run.FewestKeys,

        // Drift is that of production's mix, so what was recorded counts and not the rates that are coming.
        ProfileRates = (store.Configuration.Workload.Profile?.Items.Select(i => (i.Template.Id, i.RatePerSecond)) ?? observed.Templates.Select(t => (t.Template.Id, t.RatePerSecond)))
            .GroupBy(i => i.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(i => i.RatePerSecond), StringComparer.Ordinal),
        WorkloadRuns = shadow.WorkloadRuns + 1,
    };

    private async Task<WorkloadRun?> Rehearse(
        Store store, ShadowState shadow, WorkloadObservation observed, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = store.Configuration.Workload;
        var profile = settings.Profile ?? ComingLoad.Of(
            observed,
            (await predictions.GetAsync(store.Id, cancellationToken))?.Value.Prediction,
            ScenarioWindow.Resolve(await scenarios.ListAsync(store.Id, cancellationToken)),
            now,
            TimeSpan.FromMinutes(settings.MaxIntervalMinutes));
        if (profile.Items.Count == 0)
        {
            return null;
        }

        var run = await runner.RunAsync(store, new WorkloadRunRequest(id, now, profile, settings, options.Value.Seed), cancellationToken);
        return run with { SampleFraction = run.SampleFraction ?? (shadow.LastBatch is { Coverage: > 0 and var share } ? share : null) };
    }
}
