using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Core.Triggers;

namespace ShadowFunctions.Activities;

/// <summary>Gathers what the reactive triggers are tuned from.</summary>
public sealed class TriggerPlanner(
    TriggerRepository triggers, PredictionRepository predictions, UsageHistory history, ICapacityControl capacity, Sizing sizing, TimeProvider time)
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

        var state = ladder[size].Billing == BillingRule.PerSecond ? await capacity.ReadAsync(store, cancellationToken) : null;
        if (state is { Online: false })
        {
            return null;
        }

        var now = time.GetUtcNow();
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
            Serverless = state?.Serverless,
            ShortMinutePrice = store.Configuration.PreAllocation.ShortfallPricePerVCoreHour / 60,
        });
    }
}
