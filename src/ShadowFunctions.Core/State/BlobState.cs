using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Binary state as documents of the state store (base64 in JSON, so a value may have up to 3 MiB), one partition per store.</summary>
public sealed class BlobState(IStateStore store) : IBlobState
{
    /// <inheritdoc/>
    public async Task<Versioned<byte[]>?> GetAsync(string storeId, string name, CancellationToken cancellationToken) =>
        await store.GetAsync<Blob>(StateKinds.Blob, storeId, name, cancellationToken) is { } blob ? new(blob.Value.Value, blob.ETag) : null;

    /// <inheritdoc/>
    public Task<string> PutAsync(string storeId, string name, byte[] value, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        return store.PutAsync(StateKinds.Blob, storeId, name, new Blob(name, value), ifMatch, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string storeId, CancellationToken cancellationToken)
    {
        await foreach (var blob in store.ListAsync<Blob>(StateKinds.Blob, storeId, null, cancellationToken))
        {
            await store.DeleteAsync(StateKinds.Blob, storeId, blob.Value.Name, cancellationToken);
        }
    }

    private sealed record Blob(string Name, byte[] Value);
}
