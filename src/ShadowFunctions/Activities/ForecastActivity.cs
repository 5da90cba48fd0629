using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Learns the minutes that are new and predicts what production will need.</summary>
public sealed class ForecastActivity(
    StoreContext context,
    UsageHistory history,
    LearnedState learned,
    ScaleOperationRepository operations,
    ScenarioKeeper scenarios,
    CapacityModelRepository models,
    PredictionRepository predictions,
    SizeInForceRepository sizes,
    Sizing sizing,
    OutlookKeeper outlook,
    TimeProvider time)
{
    private const string StateName = "forecaster";
    private const int OperationsForLeadTime = 30;
    private const int StoredMinutes = 60;

    /// <summary>Stores the prediction; a repeat finds nothing new to learn and predicts the same.</summary>
    [Function(Names.Forecast)]
    public async Task Run([ActivityTrigger] StoreWork work, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(work.StoreId, cancellationToken);
        var model = (await models.GetAsync(store.Id, cancellationToken))?.Value;
        var (announced, notes) = await scenarios.ExpectAsync(store.Id, model, cancellationToken);
        var forecaster = await learned.AdvanceAsync<StoreForecaster>(
            store.Id, StateName, (f, samples) => f.Observe(samples, announced, model), cancellationToken);
        var settings = store.Configuration.PreAllocation;
        var prediction = Predictor.Predict(new PredictorInput
        {
            StoreId = store.Id,
            CycleId = work.CycleId,
            Now = time.GetUtcNow(),
            Forecaster = forecaster,
            LeadTimeMinutes = await LeadTimeAsync(store, cancellationToken),
            HorizonMinutes = settings.HorizonMinutes,
            Scenarios = announced,
            ScenarioNotes = notes,
            Model = model,
        });
        var ahead = await outlook.KeepAsync(store, announced, cancellationToken);
        if (prediction is not null)
        {
            var plan = (await predictions.GetAsync(store.Id, cancellationToken))?.Value.Plan
                ?? new CapacityPlan { StoreId = store.Id, CycleId = work.CycleId, CreatedAt = prediction.CreatedAt };
            await predictions.PutAsync(store.Id, new PredictionWithPlan(prediction, plan) { Storage = ahead?.Storage }, "*", cancellationToken);
        }
    }

    private async Task<double> LeadTimeAsync(Store store, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var recent = await history.ReadAsync(store.Id, now.AddMinutes(-StoredMinutes), now, cancellationToken);
        return LeadTimes.Estimate(
            await operations.LatestAsync(store.Id, OperationsForLeadTime, cancellationToken),
            store.Configuration.PreAllocation,
            (await sizing.LadderAsync(store, cancellationToken)).Ladder,
            (await sizes.GetAsync(store.Id, cancellationToken))?.Value.Size,
            recent.LastOrDefault(s => s.Amounts.StorageBytes is not null)?.Amounts.StorageBytes).Minutes;
    }
}
