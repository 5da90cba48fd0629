using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Api;

/// <summary>Finds a store for a request, or answers 404.</summary>
public sealed class StoreLookup(StoreRepository stores)
{
    /// <summary>The store of that id.</summary>
    public async Task<Store> FindAsync(string storeId, CancellationToken cancellationToken) =>
        (await FindVersionAsync(storeId, cancellationToken)).Value;

    /// <summary>The store of that id with its version, for changing it.</summary>
    public async Task<Versioned<Store>> FindVersionAsync(string storeId, CancellationToken cancellationToken) =>
        await stores.GetAsync(Ids.Checked("store", storeId), cancellationToken)
        ?? throw ApiException.NotFound("store", storeId, "GET /api/stores lists the managed stores; PUT /api/stores/{id} registers one.");
}
