using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Reports a store whose pass failed.</summary>
public sealed class FailStoreCycleActivity(StoreCycleRepository passes, TimeProvider time, ILogger<FailStoreCycleActivity> logger)
{
    /// <summary>Ends the pass with its error.</summary>
    [Function(Names.FailStoreCycle)]
    public async Task Run([ActivityTrigger] StoreFailure failure, CancellationToken cancellationToken)
    {
        logger.LogError("Cycle {Cycle} of {Store} failed: {Error}", failure.Work.CycleId, failure.Work.StoreId, failure.Error);
        await passes.EndAsync(
            failure.Work.StoreId,
            failure.Work.CycleId,
            p => p.Status == StoreCycleStatus.Failed ? p : p with { Status = StoreCycleStatus.Failed, EndedAt = time.GetUtcNow(), Error = failure.Error },
            cancellationToken);
    }
}
