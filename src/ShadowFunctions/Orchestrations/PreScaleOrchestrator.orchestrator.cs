using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ShadowFunctions.Orchestrations;

/// <summary>
/// Carries one recorded intent to production: wait for its turn, begin (read before, send once), poll with durable timers, verify by
/// reading back, or give up at the deadline. No worker is held while the platform works.
/// </summary>
public static class PreScaleOrchestrator
{
    // A safety bound on history: the deadline of the operation ends the loop long before.
    private const int MaxSteps = 400;

    // A change that is still running after it was asked to stop is left to the store's next pass.
    private const int MaxStepsAfterCancel = 8;

    private const string Intended = "Intended";

    /// <summary>Runs the operation to its end and returns how it stands.</summary>
    [Function(Names.PreScaleOrchestrator)]
    public static async Task<PreScaleStep> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<PreScaleInput>()
            ?? throw new InvalidOperationException("PreScaleOrchestrator needs a store and an operation as its input.");
        var step = await context.CallActivityAsync<PreScaleStep>(Names.BeginPreScale, input, Retries.Transient);
        for (var n = 0; step.WaitSeconds is { } seconds && n < MaxSteps && !step.Overdue; n++)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            var next = step.Status == Intended ? Names.BeginPreScale : Names.PollPreScale;
            step = await context.CallActivityAsync<PreScaleStep>(next, input, Retries.Transient);
        }

        if (step.WaitSeconds is null)
        {
            return step;
        }

        step = await context.CallActivityAsync<PreScaleStep>(Names.CancelPreScale, input, Retries.Transient);
        for (var n = 0; step.WaitSeconds is { } seconds && n < MaxStepsAfterCancel; n++)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            step = await context.CallActivityAsync<PreScaleStep>(Names.PollPreScale, input, Retries.Transient);
        }

        return step;
    }
}
