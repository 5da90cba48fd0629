using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Activities;

/// <summary>Starts the stores of one page. A store whose last pass still runs (a resize takes minutes) is skipped.</summary>
public sealed class StartStoresActivity(PageReader pages, StoreCycleRepository passes, TimeProvider time)
{
    /// <summary>Assigns the pass in the state store, then starts the orchestration with the store's id alone. Safe to repeat.</summary>
    [Function(Names.StartStores)]
    public async Task<PageResult> Run([ActivityTrigger] StorePage page, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var result = new PageResult(page.CycleId);
        foreach (var store in await pages.ReadAsync(page, cancellationToken))
        {
            var started = await StartAsync(store.Id, page.CycleId, client, cancellationToken);
            result = started ? result with { Started = result.Started + 1 } : result with { Busy = result.Busy + 1 };
        }

        return result;
    }

    private async Task<bool> StartAsync(string storeId, string cycleId, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var instanceId = Names.StoreInstanceId(storeId);
        var assigned = await passes.FindAsync(storeId, cycleId, cancellationToken);
        if (assigned is null)
        {
            if (await IsRunningAsync(client, instanceId, cancellationToken))
            {
                return false;
            }

            await passes.AssignAsync(
                new StoreCycle { StoreId = storeId, CycleId = cycleId, AssignedAt = time.GetUtcNow() }, cancellationToken);
        }
        else if (assigned.Status is StoreCycleStatus.Completed or StoreCycleStatus.Failed)
        {
            return true;
        }

        await CycleStarter.StartOnceAsync(client, Names.StoreOrchestrator, storeId, instanceId, cancellationToken);
        return true;
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(instanceId, cancellationToken) is { RuntimeStatus: var status }
        && status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended;
}
