using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ShadowFunctions.Orchestrations;

/// <summary>
/// Carries one recorded intent to production: begin (read before, send once), poll with durable timers, verify by reading back, or
/// give up at the deadline. No worker is held while the platform works.
/// </summary>
public static class PreScaleOrchestrator
{
    // A safety bound on history: the deadline of the operation ends the loop long before.
    private const int MaxPolls = 400;

    /// <summary>Runs the operation to its end and returns its final status.</summary>
    [Function(Names.PreScaleOrchestrator)]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<PreScaleInput>()
            ?? throw new InvalidOperationException("PreScaleOrchestrator needs a store and an operation as its input.");
        var step = await context.CallActivityAsync<PreScaleStep>(Names.BeginPreScale, input, Retries.Transient);
        for (var poll = 0; step.WaitSeconds is { } seconds && poll < MaxPolls && !step.Overdue; poll++)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            step = await context.CallActivityAsync<PreScaleStep>(Names.PollPreScale, input, Retries.Transient);
        }

        if (step.WaitSeconds is not null)
        {
            step = await context.CallActivityAsync<PreScaleStep>(Names.CancelPreScale, input, Retries.Transient);
        }

        return step.Status;
    }
}
