using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Core.Triggers;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Moves the reactive triggers to where the plan and the remaining risk want them.</summary>
public sealed class TuneTriggersActivity(
    StoreContext context, TriggerPlanner planner, ICapacityControl capacity, ITriggerControl control, TriggerRepository triggers, WriteGate gate)
{
    private const double MostWaitSeconds = 120;

    /// <summary>
    /// Applies the settings where they changed; returns the seconds to wait when its turn to write has not come, null when done. The settings
    /// are stored last: until then a repeat finds the same change to make. One that waited too long is left to the store's next pass.
    /// </summary>
    [Function(Names.TuneTriggers)]
    public async Task<double?> Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        if (await PlanAsync(store, cancellationToken) is { Changed: true } tuning)
        {
            var request = new WriteRequest($"triggers-{work.StoreId}-{work.CycleId}", WriteUrgency.Triggers, Count: WriteGate.WritesPerTuning);
            var wait = await gate.AskAsync(request, cancellationToken);
            if (wait is { } seconds && work.WaitedSeconds + seconds <= MostWaitSeconds)
            {
                return seconds;
            }

            await (wait is null ? ApplyAsync(store, tuning.Settings, work, cancellationToken) : gate.WithdrawAsync(request.Id, cancellationToken));
        }

        if (work.Closing)
        {
            await context.CloseAsync(work, cancellationToken);
        }

        return null;
    }

    private async Task<TriggerTuning?> PlanAsync(Store store, CancellationToken cancellationToken) =>
        store.Configuration.Triggers.Enabled && await context.MayActAsync(store, cancellationToken)
            ? await planner.PlanAsync(store, (await capacity.ReadAsync(store, cancellationToken)).CurrentSize, cancellationToken)
            : null;

    private async Task ApplyAsync(Store store, TriggerSettings settings, StoreWork work, CancellationToken cancellationToken)
    {
        await control.ApplyAsync(store, settings, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        if (shadow.LastTriggerCycle != work.CycleId)
        {
            await context.SaveShadowAsync(shadow with { TriggerChanges = shadow.TriggerChanges + 1, LastTriggerCycle = work.CycleId }, cancellationToken);
        }

        await triggers.PutAsync(store.Id, settings, "*", cancellationToken);
    }
}
