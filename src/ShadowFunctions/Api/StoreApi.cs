using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Stores under management: list, read, register, remove, pause.</summary>
public sealed class StoreApi(StoreRepository stores, StoreLookup lookup, StoreRemoval removal, RegionRepository regions, TimeProvider time)
{
    /// <summary><c>GET /api/stores</c>: all stores.</summary>
    [Function("ListStores")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Ok(await stores.ListAsync(cancellationToken));

    /// <summary><c>GET /api/stores/{id}</c>: one store.</summary>
    [Function("GetStore")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) =>
        Results.Ok(await lookup.FindAsync(storeId, cancellationToken));

    /// <summary><c>GET /api/stores/{id}/configuration</c>: the shadow's configuration.</summary>
    [Function("GetConfiguration")]
    public async Task<IResult> GetConfiguration(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stores/{storeId}/configuration")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) =>
        Results.Ok((await lookup.FindAsync(storeId, cancellationToken)).Configuration);

    /// <summary><c>PUT /api/stores/{id}</c>: registers a store or replaces its settings.</summary>
    [Function("PutStore")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "stores/{storeId}")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync<StoreRequest>(request, cancellationToken);
        if (StoreRules.Check(storeId, body, await RegionAsync(body, cancellationToken)) is { Count: > 0 } errors)
        {
            throw ApiException.Invalid(errors);
        }

        await CheckResourceIsFree(storeId, body.ResourceId, cancellationToken);
        var existing = await stores.GetAsync(storeId, cancellationToken);
        var store = new Store
        {
            Id = storeId,
            Kind = body.Kind,
            ResourceId = body.ResourceId,
            Region = body.Region,
            Mode = body.Mode,
            Configuration = body.Configuration,
            ProductionConnection = body.ProductionConnection,
            ShadowConnection = body.ShadowConnection,
            Paused = existing?.Value.Paused ?? false,
            RegisteredAt = existing?.Value.RegisteredAt ?? time.GetUtcNow(),
        };
        await stores.PutAsync(store, existing?.ETag, cancellationToken);
        return existing is null ? Results.Created($"/api/stores/{storeId}", store) : Results.Ok(store);
    }

    /// <summary>What the store's region is known to sell; null before it was asked: sizes are then checked by the built-in table.</summary>
    private async Task<RegionCapabilities?> RegionAsync(StoreRequest body, CancellationToken cancellationToken) =>
        StoreRules.PlaceOf(body) is var (subscription, region) ? (await regions.FindAsync(subscription, region, cancellationToken))?.Known : null;

    /// <summary><c>DELETE /api/stores/{id}</c>: stops managing a store and removes what was kept of it. Production is left as it is.</summary>
    [Function("DeleteStore")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "stores/{storeId}")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken)
    {
        await removal.RemoveAsync(await lookup.FindAsync(storeId, cancellationToken), cancellationToken);
        return Results.NoContent();
    }

    /// <summary><c>POST /api/stores/{id}/pause</c>: nothing is copied, run or changed until it is resumed.</summary>
    [Function("PauseStore")]
    public Task<IResult> Pause(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "stores/{storeId}/pause")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) => SetPaused(storeId, true, cancellationToken);

    /// <summary><c>POST /api/stores/{id}/resume</c>: ends a pause.</summary>
    [Function("ResumeStore")]
    public Task<IResult> Resume(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "stores/{storeId}/resume")] HttpRequest request,
        string storeId,
        CancellationToken cancellationToken) => SetPaused(storeId, false, cancellationToken);

    private async Task<IResult> SetPaused(string storeId, bool paused, CancellationToken cancellationToken)
    {
        var found = await lookup.FindVersionAsync(storeId, cancellationToken);
        var store = found.Value with { Paused = paused };
        await stores.PutAsync(store, found.ETag, cancellationToken);
        return Results.Ok(store);
    }

    private async Task CheckResourceIsFree(string storeId, string resourceId, CancellationToken cancellationToken)
    {
        var other = (await stores.ListAsync(cancellationToken))
            .FirstOrDefault(s => s.Id != storeId && string.Equals(s.ResourceId, resourceId, StringComparison.OrdinalIgnoreCase));
        if (other is not null)
        {
            throw ApiException.Conflict("resourceId", resourceId, $"Store '{other.Id}' manages this resource already; remove it first: two would fight over one size.");
        }
    }
}
