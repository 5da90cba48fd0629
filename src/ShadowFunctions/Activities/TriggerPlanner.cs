using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Core.Triggers;

namespace ShadowFunctions.Activities;

/// <summary>Gathers what the reactive triggers are tuned from.</summary>
public sealed class TriggerPlanner(
    TriggerRepository triggers, PredictionRepository predictions, UsageHistory history, ICapacityControl capacity, Sizing sizing,
    PoolWatch pools, TimeProvider time)
{
    /// <summary>
    /// The triggers as they should be for a size; null when the size is not on the store's ladder, or while a serverless store sleeps: a change of its
    /// bounds would wake it.
    /// </summary>
    public async Task<TriggerTuning?> PlanAsync(Store store, string size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder;
        if (!ladder.Contains(size))
        {
            return null;
        }

        // Limits of DTU pools are in DTU, and are left alone.
        var pool = store.Kind == StoreKind.SqlElasticPool && ladder[size].Family is not null;
        var state = pool || ladder[size].Billing == BillingRule.PerSecond ? await capacity.ReadAsync(store, cancellationToken) : null;
        if (state is { Online: false })
        {
            return null;
        }

        // While a pool changes its size, the limits that it will have are not known.
        var limits = pool && state is { OperationInFlight: false } && state.CurrentSize == size ? state.PerDatabase : null;
        var (now, automatic) = (time.GetUtcNow(), store.Mode == StoreMode.Automatic);
        var prediction = (await predictions.GetAsync(store.Id, cancellationToken))?.Value.Prediction;
        return TriggerTuner.Tune(new TriggerInput
        {
            Previous = (await triggers.GetAsync(store.Id, cancellationToken))?.Value,
            Size = ladder[size],
            Prediction = prediction,
            RecentSamples = await history.ReadAsync(store.Id, now.AddDays(-1), now, cancellationToken),
            Settings = store.Configuration.Triggers,
            LeadTimeMinutes = prediction?.LeadTimeMinutes ?? store.Configuration.PreAllocation.LeadTimeMinutes,
            Now = now,
            // Bounds and limits are changes of production: only where its owner lets them be made. A pool's advice can be read either way.
            Serverless = automatic ? state?.Serverless : null,
            Pool = automatic ? limits : null,
            PoolAdvice = limits is null ? null : await pools.AdviceAsync(store, ladder[size], limits, cancellationToken),
            ShortMinutePrice = store.Configuration.PreAllocation.ShortfallPricePerVCoreHour / 60,
        });
    }
}
