using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The stores under management.</summary>
public sealed class StoreRepository(IStateStore store) : StateDocuments<Store>(store, StateKinds.Store)
{
    /// <summary>One store; null when it is not under management.</summary>
    public Task<Versioned<Store>?> GetAsync(string storeId, CancellationToken cancellationToken) =>
        GetAsync(StateKinds.Fleet, storeId, cancellationToken);

    /// <summary>All stores in ordinal order of their ids.</summary>
    public async Task<IReadOnlyList<Store>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(StateKinds.Fleet, cancellationToken)).Select(s => s.Value)];

    /// <summary>Writes a store under the rules of <see cref="IStateStore.PutAsync{T}"/>; returns the new version.</summary>
    public Task<string> PutAsync(Store value, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        return PutAsync(StateKinds.Fleet, value.Id, value, ifMatch, cancellationToken);
    }

    /// <summary>
    /// Applies a change to the newest version of a store, again when someone else was faster; nothing is written where nothing changes. Returns
    /// the result; null when the store is no longer under management.
    /// </summary>
    public Task<Versioned<Store>?> ChangeAsync(string storeId, Func<Store, Store> change, CancellationToken cancellationToken) =>
        ChangeAsync(StateKinds.Fleet, storeId, change, cancellationToken);

    /// <summary>Ends the management of a store; an unknown one is no error. Its other documents stay until their own repositories remove them.</summary>
    public Task DeleteAsync(string storeId, CancellationToken cancellationToken) =>
        DeleteAsync(StateKinds.Fleet, storeId, cancellationToken);
}
