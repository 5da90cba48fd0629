using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Claims a store's assigned pass and tells what is due in it.</summary>
public sealed class BeginStoreCycleActivity(
    StoreCycleRepository passes, StoreRepository stores, StoreContext context, ScaleOperationRepository operations, ShadowAccountRepository accounts, TimeProvider time)
{
    /// <summary>The claimed pass, or null when nothing is assigned. A repeated call returns the same pass.</summary>
    [Function(Names.BeginStoreCycle)]
    public async Task<StoreWork?> Run([ActivityTrigger] string storeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var pass = await passes.ClaimAsync(storeId, now, cancellationToken);
        if (pass is null || (await stores.GetAsync(storeId, cancellationToken))?.Value is not { } store)
        {
            return null;
        }

        var open = (await operations.LatestAsync(storeId, cancellationToken))?.Value;
        var unfinished = open is { Status: ScaleOperationStatus.Intended or ScaleOperationStatus.InProgress };
        var shadow = await context.ShadowAsync(store, cancellationToken);
        var may = await context.MayActAsync(store, cancellationToken) && store.ProductionConnection is not null;
        var parked = (await accounts.GetAsync(storeId, cancellationToken))?.Value.Parked is not null;
        var shadowed = may && store.ShadowConnection is not null && !parked;
        return new StoreWork(
            storeId,
            pass.CycleId,
            SampleDue: shadowed && store.Configuration.Replication.Enabled && now >= shadow.NextReplicationAt,
            RunDue: shadowed && store.Configuration.Workload.Enabled && now >= shadow.NextRunAt,
            LearnDue: may && store.Configuration.Workload.Enabled && now >= shadow.NextLearnAt,
            OpenOperationId: unfinished ? open!.Id : null);
    }
}
