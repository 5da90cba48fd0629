using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Announce expected events.</summary>
public sealed class ScenarioApi(StoreLookup stores, ScenarioRepository scenarios, PoolScenarios pools)
{
    /// <summary><c>GET /api/stores/{id}/scenarios</c>: the announced scenarios.</summary>
    [Function("ListScenarios")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/scenarios")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        return Results.Ok(await scenarios.ListAsync(store.Id, cancellationToken));
    }

    /// <summary><c>PUT /api/stores/{id}/scenarios/{name}</c>: announces a scenario or changes it.</summary>
    [Function("PutScenario")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "stores/{storeId}/scenarios/{name}")] HttpRequest request,
        string storeId,
        string name,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        var body = await RequestBody.ReadAsync<ScenarioRequest>(request, cancellationToken);
        var scenario = body.ToScenario(name);
        if (ScenarioRules.Check(name, scenario) is { Count: > 0 } errors)
        {
            throw ApiException.Invalid(errors);
        }

        scenario = scenario.Database is null ? scenario : await pools.OnPoolAsync(store, scenario, cancellationToken);
        var existing = await scenarios.GetAsync(store.Id, name, cancellationToken);
        await scenarios.PutAsync(store.Id, scenario, existing?.ETag, cancellationToken);
        return existing is null ? Results.Created($"/api/stores/{store.Id}/scenarios/{name}", scenario) : Results.Ok(scenario);
    }

    /// <summary><c>DELETE /api/stores/{id}/scenarios/{name}</c>: takes a scenario back.</summary>
    [Function("DeleteScenario")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "stores/{storeId}/scenarios/{name}")] HttpRequest request,
        string storeId,
        string name,
        CancellationToken cancellationToken)
    {
        var store = await stores.FindAsync(storeId, cancellationToken);
        if (await scenarios.GetAsync(store.Id, Ids.Checked("scenario", name), cancellationToken) is null)
        {
            throw ApiException.NotFound("scenario", name, $"GET /api/stores/{store.Id}/scenarios lists those there are.");
        }

        await scenarios.DeleteAsync(store.Id, name, cancellationToken);
        return Results.NoContent();
    }
}
