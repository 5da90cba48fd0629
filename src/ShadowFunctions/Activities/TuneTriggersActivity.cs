using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Moves the reactive triggers to where the plan and the remaining risk want them.</summary>
public sealed class TuneTriggersActivity(
    StoreContext context, TriggerPlanner planner, ICapacityControl capacity, ITriggerControl control, TriggerRepository triggers)
{
    /// <summary>Applies the settings where they changed. The settings are stored last: until then a repeat finds the same change to make.</summary>
    [Function(Names.TuneTriggers)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var state = await capacity.ReadAsync(store, cancellationToken);
        if (await planner.PlanAsync(store, state.CurrentSize, cancellationToken) is { Changed: true } tuning)
        {
            await control.ApplyAsync(store, tuning.Settings, cancellationToken);
            var shadow = await context.ShadowAsync(store, cancellationToken);
            if (shadow.LastTriggerCycle != work.CycleId)
            {
                await context.SaveShadowAsync(
                    shadow with { TriggerChanges = shadow.TriggerChanges + 1, LastTriggerCycle = work.CycleId }, cancellationToken);
            }

            await triggers.PutAsync(store.Id, tuning.Settings, "*", cancellationToken);
        }

        if (work.Closing)
        {
            await context.CloseAsync(work, cancellationToken);
        }
    }
}
