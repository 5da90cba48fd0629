namespace ShadowFunctions.Core.Ports;

/// <summary>Binary state per store (forecaster state and the like) under optimistic concurrency; last writer with the right version wins.</summary>
public interface IBlobState
{
    /// <summary>Reads a value; null when there is none.</summary>
    Task<Versioned<byte[]>?> GetAsync(string storeId, string name, CancellationToken cancellationToken);

    /// <summary>Writes a value; the rules of <paramref name="ifMatch"/> are those of <see cref="IStateStore.PutAsync{T}"/>.</summary>
    Task<string> PutAsync(string storeId, string name, byte[] value, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>Removes all values of a store.</summary>
    Task DeleteAsync(string storeId, CancellationToken cancellationToken);
}
