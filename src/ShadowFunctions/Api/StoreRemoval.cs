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
    PoolAdviceRepository poolAdvices,
    CapacityModelRepository models,
    ScenarioRepository scenarios,
    ScenarioRecordRepository scenarioRecords,
    StoreCycleRepository passes,
    ShadowAccountRepository accounts,
    SizeInForceRepository sizes,
    PlanMemoryRepository memories,
    MetricsReadingRepository readings,
    ReadSourceRepository sources,
    IReadSourceProvisioner sourceProvisioner,
    StoreRepository stores)
{
    private static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(1);

    /// <summary>Removes everything but the audit log.</summary>
    /// <exception cref="TransientCloudException">Something of ours is not gone yet: the store is still managed, a repeat goes on.</exception>
    public async Task RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await triggers.RemoveAsync(store, cancellationToken);
        await RemoveShadowAsync(store, cancellationToken);
        await RemoveSourceAsync(store, cancellationToken);
        foreach (var scenario in await scenarios.ListAsync(store.Id, cancellationToken))
        {
            await scenarios.DeleteAsync(store.Id, scenario.Name, cancellationToken);
        }

        await scenarioRecords.DeleteAsync(store.Id, cancellationToken);
        await shadows.DeleteAsync(store.Id, cancellationToken);
        await predictions.DeleteAsync(store.Id, cancellationToken);
        await outlooks.DeleteAsync(store.Id, cancellationToken);
        await triggerSettings.DeleteAsync(store.Id, cancellationToken);
        await poolAdvices.DeleteAsync(store.Id, cancellationToken);
        await models.DeleteAsync(store.Id, cancellationToken);
        await history.DeleteAsync(store.Id, cancellationToken);
        await blobs.DeleteAsync(store.Id, cancellationToken);
        await accounts.DeleteAsync(store.Id, cancellationToken);
        await sizes.DeleteAsync(store.Id, cancellationToken);
        await memories.DeleteAsync(store.Id, cancellationToken);
        await readings.DeleteAsync(store.Id, cancellationToken);
        await sources.DeleteAsync(store.Id, cancellationToken);
        await passes.PurgeAsync(store.Id, DateTimeOffset.MaxValue, int.MaxValue, cancellationToken);
        await stores.DeleteAsync(store.Id, cancellationToken);
    }

    /// <summary>
    /// A shadow that the platform makes for us has an account, from before it is made until it is gone; one of the owner's is left alone. The store
    /// is paused first, so that it is not made anew, and kept until it is gone.
    /// </summary>
    private async Task RemoveShadowAsync(Store store, CancellationToken cancellationToken)
    {
        if (shadowProvisioner.Enabled)
        {
            if (await accounts.GetAsync(store.Id, cancellationToken) is not { Value.RemovedAt: null })
            {
                return;
            }

            await stores.ChangeAsync(store.Id, s => s with { Paused = true }, cancellationToken);
        }

        if (!await shadowProvisioner.RemoveAsync(store, cancellationToken))
        {
            throw NotGone($"The shadow of store '{store.Id}'");
        }
    }

    private static TransientCloudException NotGone(string what) =>
        new($"{what} is being removed; repeat the removal of the store when it is gone.") { RetryAfter = GoneAfter };

    /// <summary>
    /// A read source holds production in clear: its store is kept until it is gone. It is marked first, so that its orchestration cannot make it anew.
    /// </summary>
    private async Task RemoveSourceAsync(Store store, CancellationToken cancellationToken)
    {
        if (await sources.GetAsync(store.Id, cancellationToken) is not { Value: { Status: not ReadSourceStatus.Ended } source } current)
        {
            return;
        }

        await sources.PutAsync(store.Id, source with { Status = ReadSourceStatus.Removing }, current.ETag, cancellationToken);
        if (!await sourceProvisioner.RemoveAsync(store, source, cancellationToken))
        {
            throw NotGone($"The read source of store '{store.Id}'");
        }
    }
}
