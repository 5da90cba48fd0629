using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Core.Triggers;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Moves the reactive triggers to where the plan and the remaining risk want them, or takes them away when their owner does not want them.</summary>
public sealed class TuneTriggersActivity(
    StoreContext context, TriggerPlanner planner, ICapacityControl capacity, ITriggerControl control, TriggerRepository triggers,
    PoolAdviceRepository advices, WriteGate gate, ILogger<TuneTriggersActivity> logger)
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
        if (await IsToBeRemovedAsync(store, cancellationToken))
        {
            if (await RemoveAsync(store, work, cancellationToken) is { } wait)
            {
                return wait;
            }
        }
        else if (await PlanAsync(store, cancellationToken) is { Changed: true } tuning)
        {
            var (granted, seconds) = await AskAsync(work, cancellationToken);
            if (seconds is not null)
            {
                return seconds;
            }

            if (granted)
            {
                await ApplyAsync(store, tuning.Settings, work, cancellationToken);
            }
        }

        if (work.Closing)
        {
            await context.CloseAsync(work, cancellationToken);
        }

        return null;
    }

    /// <summary>Its turn to write, or the seconds until it should ask again; neither when it has waited too long for this pass.</summary>
    private async Task<(bool Granted, double? Seconds)> AskAsync(StoreWork work, CancellationToken cancellationToken)
    {
        var request = new WriteRequest($"triggers-{work.StoreId}-{work.CycleId}", WriteUrgency.Triggers, Count: WriteGate.WritesPerTuning);
        if (await gate.AskAsync(request, cancellationToken) is not { } seconds)
        {
            return (true, null);
        }

        if (work.WaitedSeconds + seconds <= MostWaitSeconds)
        {
            return (false, seconds);
        }

        await gate.WithdrawAsync(request.Id, cancellationToken);
        return (false, null);
    }

    /// <summary>The owner switched the triggers off, and ours still stand.</summary>
    private async Task<bool> IsToBeRemovedAsync(Store store, CancellationToken cancellationToken) =>
        !store.Configuration.Triggers.Enabled && await context.MayActAsync(store, cancellationToken)
        && await triggers.GetAsync(store.Id, cancellationToken) is not null;

    /// <summary>Takes everything of ours away, the record last: until then a repeat finds it to do.</summary>
    private async Task<double?> RemoveAsync(Store store, StoreWork work, CancellationToken cancellationToken)
    {
        var (granted, seconds) = await AskAsync(work, cancellationToken);
        if (granted)
        {
            await control.RemoveAsync(store, cancellationToken);
            await advices.DeleteAsync(store.Id, cancellationToken);
            await triggers.DeleteAsync(store.Id, cancellationToken);
        }

        return seconds;
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
        logger.LogInformation("Triggers of {Store}: {Reasons}", store.Id, string.Join(" ", settings.Reasons.Select(r => $"{r.Code}: {r.Detail}")));
    }
}
