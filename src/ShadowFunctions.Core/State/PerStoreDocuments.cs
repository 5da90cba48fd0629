using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>One document per store. All stand in the fleet's partition, so that a view of the fleet is one query.</summary>
/// <typeparam name="T">The document.</typeparam>
public abstract class PerStoreDocuments<T> : StateDocuments<T>
{
    private protected PerStoreDocuments(IStateStore store, string kind)
        : base(store, kind)
    {
    }

    /// <summary>The store's document; null when there is none.</summary>
    public Task<Versioned<T>?> GetAsync(string storeId, CancellationToken cancellationToken) =>
        GetAsync(StateKinds.Fleet, storeId, cancellationToken);

    /// <summary>The documents of all stores in ordinal order of the store ids.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(StateKinds.Fleet, cancellationToken)).Select(d => d.Value)];

    /// <summary>Writes the store's document under the rules of <see cref="IStateStore.PutAsync{T}"/>; returns the new version.</summary>
    public Task<string> PutAsync(string storeId, T value, string? ifMatch, CancellationToken cancellationToken) =>
        PutAsync(StateKinds.Fleet, storeId, value, ifMatch, cancellationToken);

    /// <summary>Removes the store's document; none there is no error.</summary>
    public Task DeleteAsync(string storeId, CancellationToken cancellationToken) =>
        DeleteAsync(StateKinds.Fleet, storeId, cancellationToken);
}
