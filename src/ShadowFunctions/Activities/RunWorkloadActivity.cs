using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Rehearses production's mix on the shadow, measures it, and fits the capacity model.</summary>
public sealed class RunWorkloadActivity(
    StoreContext context,
    IWorkloadSource source,
    IWorkloadRunner runner,
    UsageHistory history,
    CapacityModelRepository models,
    IOptions<ShadowOptions> options,
    TimeProvider time)
{
    private const int WindowMinutes = 30;

    /// <summary>One rehearsal. The run id is the store's pass, so that a repeat takes the recorded result.</summary>
    [Function(Names.RunWorkload)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        var runId = $"{work.StoreId}-{work.CycleId}";
        if (shadow.LastRunId == runId)
        {
            return;
        }

        var now = time.GetUtcNow();
        var observed = await source.ReadAsync(store, now.AddMinutes(-WindowMinutes), now, cancellationToken);
        var settings = store.Configuration.Workload;
        var profile = settings.Profile ?? Recorded(observed);
        var run = profile.Items.Count == 0
            ? null
            : await runner.RunAsync(store, new WorkloadRunRequest(runId, now, profile, settings, options.Value.Seed), cancellationToken);
        run = run is null ? null : run with { SampleFraction = run.SampleFraction ?? Coverage(shadow) };
        var previous = (await models.GetAsync(store.Id, cancellationToken))?.Value;
        if (previous?.FittedFor != runId)
        {
            // Each fit moves a running mean: a repeat after a crash must not move it again.
            var model = CapacityModels.Fit(previous, observed, run, await ObservedCpu(store, observed, cancellationToken));
            await models.PutAsync(store.Id, model with { FittedFor = runId }, "*", cancellationToken);
        }

        if (run is not null)
        {
            await context.SaveShadowAsync(
                shadow with { LastRunId = runId, LastRunAt = now, WorkloadRuns = shadow.WorkloadRuns + 1 }, cancellationToken);
        }
    }

    internal static WorkloadProfile Recorded(WorkloadObservation observed) =>
        new("recorded", [.. observed.Templates.Select(t => new WorkloadItem(t.Template, t.RatePerSecond))]);

    private static double? Coverage(ShadowState shadow) => shadow.LastBatch is { Coverage: > 0 and var share } ? share : null;

    private async Task<double?> ObservedCpu(Store store, WorkloadObservation observed, CancellationToken cancellationToken)
    {
        var samples = await history.ReadAsync(store.Id, observed.From, observed.To, cancellationToken);
        var cpu = samples.Where(s => s.Amounts.CpuVCores is not null && !s.Saturated).Select(s => s.Amounts.CpuVCores!.Value).ToList();
        return cpu.Count == 0 ? null : cpu.Average();
    }
}
