using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Api;

/// <summary>Takes the reactive net of the whole fleet away.</summary>
public sealed class TriggerApi(StoreRepository stores, CycleStarter starter, TimeProvider time)
{
    /// <summary>
    /// <c>DELETE /api/triggers</c>: switches the triggers of every store off and starts a cycle, in which each store's alert rules are removed and its
    /// serverless bounds put back to what they were before our first change, within the budget of writes. What its turn does not reach
    /// follows in the next cycles. <c>triggers.enabled</c> true in a store's configuration brings its net back.
    /// </summary>
    [Function("RemoveTriggers")]
    public async Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "triggers")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var all = await stores.ListAsync(cancellationToken);
        foreach (var store in all)
        {
            await SwitchOffAsync(store.Id, cancellationToken);
        }

        var cycle = await starter.StartAsync(client, CycleSource.Http, time.GetUtcNow(), storeIds: null, cancellationToken, "triggers");
        return Results.Accepted($"/api/cycles/{cycle.Id}", new { Stores = all.Select(s => s.Id), StatusUrl = $"/api/cycles/{cycle.Id}" });
    }

    private async Task SwitchOffAsync(string storeId, CancellationToken cancellationToken)
    {
        while (await stores.GetAsync(storeId, cancellationToken) is { Value.Configuration.Triggers.Enabled: true } current)
        {
            var configuration = current.Value.Configuration;
            try
            {
                var off = configuration with { Triggers = configuration.Triggers with { Enabled = false } };
                await stores.PutAsync(current.Value with { Configuration = off }, current.ETag, cancellationToken);
            }
            catch (ConcurrencyException)
            {
                // Its owner has just changed it: look at what they left.
            }
        }
    }
}
