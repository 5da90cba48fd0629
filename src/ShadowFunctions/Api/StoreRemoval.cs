using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Stops managing a store: removes our triggers and what was kept of it, the registration last so that a repeat finishes the work.</summary>
public sealed class StoreRemoval(
    ITriggerControl triggers,
    IShadowProvisioner shadowProvisioner,
    IHistoryStore history,
    IBlobState blobs,
    ShadowStateRepository shadows,
    PredictionRepository predictions,
    OutlookRepository outlooks,
    TriggerRepository triggerSettings,
    CapacityModelRepository models,
    ScenarioRepository scenarios,
    StoreCycleRepository passes,
    ShadowAccountRepository accounts,
    ReadSourceRepository sources,
    IReadSourceProvisioner sourceProvisioner,
    StoreRepository stores)
{
    /// <summary>Removes everything but the audit log.</summary>
    public async Task RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await triggers.RemoveAsync(store, cancellationToken);
        if (store.ShadowConnection is not null)
        {
            await shadowProvisioner.RemoveAsync(store, cancellationToken);
        }

        if (await sources.GetAsync(store.Id, cancellationToken) is { Value: { Status: not ReadSourceStatus.Ended } source })
        {
            await sourceProvisioner.RemoveAsync(store, source, cancellationToken);
        }

        foreach (var scenario in await scenarios.ListAsync(store.Id, cancellationToken))
        {
            await scenarios.DeleteAsync(store.Id, scenario.Name, cancellationToken);
        }

        await shadows.DeleteAsync(store.Id, cancellationToken);
        await predictions.DeleteAsync(store.Id, cancellationToken);
        await outlooks.DeleteAsync(store.Id, cancellationToken);
        await triggerSettings.DeleteAsync(store.Id, cancellationToken);
        await models.DeleteAsync(store.Id, cancellationToken);
        await history.DeleteAsync(store.Id, cancellationToken);
        await blobs.DeleteAsync(store.Id, cancellationToken);
        await accounts.DeleteAsync(store.Id, cancellationToken);
        await sources.DeleteAsync(store.Id, cancellationToken);
        await passes.PurgeAsync(store.Id, DateTimeOffset.MaxValue, int.MaxValue, cancellationToken);
        await stores.DeleteAsync(store.Id, cancellationToken);
    }
}
