using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Records what a cycle started and skipped.</summary>
public sealed class EndCycleActivity(CycleRepository cycles)
{
    /// <summary>Marks the cycle as dispatched; its stores go on by themselves.</summary>
    [Function(Names.EndCycle)]
    public async Task Run([ActivityTrigger] PageResult result, CancellationToken cancellationToken)
    {
        var cycle = await cycles.FindAsync(result.CycleId, cancellationToken)
            ?? throw new InvalidOperationException($"Cycle '{result.CycleId}' was never recorded.");
        await cycles.CompleteAsync(
            cycle with { Started = result.Started, Busy = result.Busy, WithoutMetrics = result.WithoutMetrics }, cancellationToken);
    }
}
