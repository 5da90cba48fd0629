using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Learns from production's statements since the last look and, when due, rehearses their mix on the shadow.</summary>
public sealed class RunWorkloadActivity(
    StoreContext context, ModelKeeper model, IWorkloadRunner runner, IOptions<ShadowOptions> options, TimeProvider time)
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
        await context.SaveShadowAsync(run is null ? shadow : Ran(shadow, store.Configuration.Workload.Profile ?? Recorded(observed), run, now), cancellationToken);
    }

    private static ShadowState Ran(ShadowState shadow, WorkloadProfile profile, WorkloadRun run, DateTimeOffset now) => shadow with
    {
        LastRunId = run.Id,
        LastRunAt = now,
        LastRunStatements = run.Statements,
        LastRunKeys = run.FewestKeys,
        ProfileRates = profile.Items.GroupBy(i => i.Template.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(i => i.RatePerSecond), StringComparer.Ordinal),
        WorkloadRuns = shadow.WorkloadRuns + 1,
    };

    internal static WorkloadProfile Recorded(WorkloadObservation observed) =>
        new("recorded", [.. observed.Templates.Select(t => new WorkloadItem(t.Template, t.RatePerSecond))]);

    private async Task<WorkloadRun?> Rehearse(
        Store store, ShadowState shadow, WorkloadObservation observed, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = store.Configuration.Workload;
        var profile = settings.Profile ?? Recorded(observed);
        if (profile.Items.Count == 0)
        {
            return null;
        }

        var run = await runner.RunAsync(store, new WorkloadRunRequest(id, now, profile, settings, options.Value.Seed), cancellationToken);
        return run with { SampleFraction = run.SampleFraction ?? (shadow.LastBatch is { Coverage: > 0 and var share } ? share : null) };
    }
}
