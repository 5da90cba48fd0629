using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Adapts how fast and how often production is sampled and the shadow rehearsed.</summary>
public sealed class AdaptShadowActivity(
    StoreContext context,
    HeadroomReader headroom,
    CapacityModelRepository models,
    PredictionRepository predictions,
    ScenarioRepository scenarios,
    ShadowAccountRepository accounts,
    Sizing sizing,
    TimeProvider time,
    ILogger<AdaptShadowActivity> logger)
{
    /// <summary>One adaptation per cycle: a repeat finds it made.</summary>
    [Function(Names.AdaptShadow)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var shadow = await context.ShadowAsync(store, cancellationToken);
        if (shadow.LastAdaptedCycle != work.CycleId)
        {
            var now = time.GetUtcNow();
            var adapted = ShadowAdapter.Adapt(new ShadowAdapterInput
            {
                State = shadow with { StandingPricePerHour = (await accounts.GetAsync(store.Id, cancellationToken))?.Value.StandingPerHour ?? shadow.StandingPricePerHour },
                Configuration = store.Configuration,
                Now = now,
                Headroom = await headroom.ReadAsync(store, now, cancellationToken),
                Batch = shadow.LastBatch,
                Model = (await models.GetAsync(store.Id, cancellationToken))?.Value,
                Prediction = (await predictions.GetAsync(store.Id, cancellationToken))?.Value.Prediction is { } p && p.CycleId == work.CycleId ? p : null,
                Ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder,
                Scenarios = await scenarios.ListAsync(store.Id, cancellationToken),
            });
            logger.LogInformation(
                "Shadow of {Store}: {Reasons}", store.Id, string.Join(" ", adapted.Reasons.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Code}: {r.Detail}"))));
            await context.SaveShadowAsync(adapted with { LastAdaptedCycle = work.CycleId }, cancellationToken);
        }

        if (work.Closing)
        {
            await context.CloseAsync(work, cancellationToken);
        }
    }
}
