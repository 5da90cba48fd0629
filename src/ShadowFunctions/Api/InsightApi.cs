using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>What the product knows, predicts, plans and decided about a store.</summary>
public sealed class InsightApi(
    StoreLookup stores,
    PredictionRepository predictions,
    OutlookRepository outlooks,
    IDecisionLog decisions,
    ScaleOperationRepository operations,
    ShadowStateRepository shadows,
    CapacityModelRepository models,
    TriggerRepository triggers,
    PoolAdviceRepository advices,
    ShadowAccountRepository accounts,
    ReadSourceRepository sources)
{
    /// <summary><c>GET /api/stores/{id}/prediction</c>: the latest prediction.</summary>
    [Function("GetPrediction")]
    public async Task<IResult> GetPrediction(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/prediction")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) =>
        Results.Ok((await Latest(storeId, cancellationToken)).Prediction);

    /// <summary><c>GET /api/stores/{id}/outlook</c>: the coming day and week, hour by hour, with sizes, costs and storage.</summary>
    [Function("GetOutlook")]
    public async Task<IResult> GetOutlook(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/outlook")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        return Results.Ok((await outlooks.GetAsync(store.Id, cancellationToken))?.Value
            ?? throw ApiException.NotFound("outlook", storeId, "Wait for the first cycle after a whole hour of metrics; it is made once an hour."));
    }

    /// <summary><c>GET /api/stores/{id}/plan</c>: the latest plan.</summary>
    [Function("GetPlan")]
    public async Task<IResult> GetPlan(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/plan")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) =>
        Results.Ok((await Latest(storeId, cancellationToken)).Plan);

    /// <summary><c>GET /api/stores/{id}/decisions</c>: the newest decisions, newest first.</summary>
    [Function("GetDecisions")]
    public async Task<IResult> GetDecisions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/decisions")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        return Results.Ok(await decisions.LatestAsync(store.Id, Paging.Top(request), cancellationToken));
    }

    /// <summary><c>GET /api/stores/{id}/operations</c>: the newest changes of production, newest first.</summary>
    [Function("GetOperations")]
    public async Task<IResult> GetOperations(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/operations")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        return Results.Ok(await operations.LatestAsync(store.Id, Paging.Top(request), cancellationToken));
    }

    /// <summary>
    /// <c>GET /api/stores/{id}/shadow</c>: the shadow's state, what the capacity model knows and how far it was right, the triggers in force, what
    /// a look at a pool's databases came to, what the shadow has cost and what the sampler reads.
    /// </summary>
    [Function("GetShadow")]
    public async Task<IResult> GetShadow(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/shadow")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        var model = (await models.GetAsync(store.Id, cancellationToken))?.Value;
        return Results.Ok(new
        {
            Shadow = (await shadows.GetAsync(store.Id, cancellationToken))?.Value,
            CapacityModel = model is null ? null : LoadView.Of(model),
            WhyNoCapacityModel = model is null ? WhyNoModel(store) : null,
            Triggers = (await triggers.GetAsync(store.Id, cancellationToken))?.Value,
            PoolAdvice = (await advices.GetAsync(store.Id, cancellationToken))?.Value,
            Account = (await accounts.GetAsync(store.Id, cancellationToken))?.Value,
            ReadSource = (await sources.GetAsync(store.Id, cancellationToken))?.Value,
        });
    }

    private static string WhyNoModel(Store store) => store.ProductionConnection is null
        ? "The store names no productionConnection: nothing is sampled, and its statements are not seen."
        : "Nothing is learned yet: production's statements are read with the store's next pass in a cycle.";

    private async Task<PredictionWithPlan> Latest(string storeId, CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        return (await predictions.GetAsync(store.Id, cancellationToken))?.Value
            ?? throw ApiException.NotFound("prediction", storeId, "Wait for the store's first cycle, or start one with POST /api/cycles.");
    }
}
