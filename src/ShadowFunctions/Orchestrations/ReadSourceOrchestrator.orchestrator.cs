using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ShadowFunctions.Orchestrations;

/// <summary>
/// Carries one recorded read source from intent to removal: make it, wait until it can be read and has been read, remove it. Hours may pass;
/// no worker is held, and the store's passes go on meanwhile.
/// </summary>
public static class ReadSourceOrchestrator
{
    // A safety bound on history. What is left then is taken up by the next round of housekeeping.
    private const int MaxSteps = 1_500;

    /// <summary>Steps until the read source has ended.</summary>
    [Function(Names.ReadSourceOrchestrator)]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<ReadSourceInput>()
            ?? throw new InvalidOperationException("ReadSourceOrchestrator needs a store and a run as its input.");
        for (var n = 0; n < MaxSteps; n++)
        {
            if (await context.CallActivityAsync<double?>(Names.StepReadSource, input, Retries.Transient) is not { } seconds)
            {
                return;
            }

            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        }
    }
}
