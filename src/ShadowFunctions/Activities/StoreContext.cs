using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>What every activity of a store's pass reads first.</summary>
public sealed class StoreContext(
    StoreRepository stores, ShadowStateRepository shadows, FleetControlRepository fleet, StoreCycleRepository passes, TimeProvider time)
{
    /// <summary>The store.</summary>
    /// <exception cref="InvalidOperationException">It was removed since the pass began.</exception>
    public async Task<Store> StoreAsync(string storeId, CancellationToken cancellationToken) =>
        (await stores.GetAsync(storeId, cancellationToken))?.Value
        ?? throw new InvalidOperationException($"Store '{storeId}' was removed while its pass was running.");

    /// <summary>The shadow's state; a new one for a store that has none yet.</summary>
    public async Task<ShadowState> ShadowAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await shadows.GetAsync(store.Id, cancellationToken))?.Value
            ?? new ShadowState { StoreId = store.Id, RowsPerSecond = store.Configuration.Replication.MaxRowsPerSecond };
    }

    /// <summary>Writes the shadow's state; one store is worked on by one pass at a time.</summary>
    public Task SaveShadowAsync(ShadowState shadow, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shadow);
        return shadows.PutAsync(shadow.StoreId, shadow, "*", cancellationToken);
    }

    /// <summary>Records that a pass has ended well.</summary>
    public Task CloseAsync(StoreWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return passes.EndAsync(
            work.StoreId,
            work.CycleId,
            p => p.Status == StoreCycleStatus.Completed ? p : p with { Status = StoreCycleStatus.Completed, EndedAt = time.GetUtcNow() },
            cancellationToken);
    }

    /// <summary>True while neither the fleet nor the store is paused.</summary>
    public async Task<bool> MayActAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return !store.Paused && !(await fleet.GetAsync(cancellationToken)).Paused;
    }
}
