using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ShadowFunctions.Orchestrations;

/// <summary>
/// One cycle of the fleet: claim it, read metrics page by page, start every store that is not busy. It does not wait for the stores:
/// a resize of minutes in one store must not hold up the others.
/// </summary>
public static class FleetOrchestrator
{
    private const int PagesAtOnce = 4;
    private const int MaxCyclesPerInstance = 8;

    /// <summary>Runs pending cycles, oldest first, and ends when none is left.</summary>
    [Function(Names.FleetOrchestrator)]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var cycles = 0;
        while (cycles < MaxCyclesPerInstance)
        {
            var claimed = await context.CallActivityAsync<ClaimedCycle?>(Names.BeginCycle, options: Retries.Transient);
            if (claimed is null)
            {
                break;
            }

            cycles++;
            context.SetCustomStatus(new { claimed.CycleId, Pages = claimed.Pages.Count });
            await context.CallActivityAsync(Names.EndCycle, await RunPages(context, claimed), Retries.Transient);
        }

        return cycles;
    }

    private static async Task<PageResult> RunPages(TaskOrchestrationContext context, ClaimedCycle claimed)
    {
        var total = new PageResult(claimed.CycleId);
        foreach (var window in claimed.Pages.Chunk(PagesAtOnce))
        {
            foreach (var result in await Task.WhenAll(window.Select(page => RunPage(context, page))))
            {
                total = total.Add(result);
            }
        }

        return total;
    }

    private static async Task<PageResult> RunPage(TaskOrchestrationContext context, StorePage page)
    {
        var metrics = new PageResult(page.CycleId);
        try
        {
            metrics = await context.CallActivityAsync<PageResult>(Names.QueryMetrics, page, Retries.Transient);
        }
        catch (TaskFailedException failure)
        {
            // Stores run without fresh metrics: they see that these are stale and never scale down on them.
            context.CreateReplaySafeLogger(nameof(FleetOrchestrator))
                .LogWarning("Metrics of page {First}..{Last} could not be read: {Error}", page.FirstId, page.LastId, failure.FailureDetails.ErrorMessage);
        }

        var started = await context.CallActivityAsync<PageResult>(Names.StartStores, page, Retries.Transient);
        return started with { WithoutMetrics = metrics.WithoutMetrics };
    }
}
