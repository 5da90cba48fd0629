using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Adapts how fast and how often production is sampled and the shadow rehearsed.</summary>
public sealed class AdaptShadowActivity(
    StoreContext context, HeadroomReader headroom, CapacityModelRepository models, ScenarioRepository scenarios, TimeProvider time)
{
    /// <summary>One adaptation per cycle: a repeat finds it made.</summary>
    [Function(Names.AdaptShadow)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        if (shadow.LastAdaptedCycle != work.CycleId)
        {
            var now = time.GetUtcNow();
            var adapted = ShadowAdapter.Adapt(new ShadowAdapterInput
            {
                State = shadow,
                Configuration = store.Configuration,
                Now = now,
                Headroom = await headroom.ReadAsync(store, now, cancellationToken),
                Batch = shadow.LastBatch,
                Model = (await models.GetAsync(store.Id, cancellationToken))?.Value,
                Scenarios = await scenarios.ListAsync(store.Id, cancellationToken),
            });
            await context.SaveShadowAsync(adapted with { LastAdaptedCycle = work.CycleId }, cancellationToken);
        }

        if (work.Closing)
        {
            await context.CloseAsync(work, cancellationToken);
        }
    }
}
