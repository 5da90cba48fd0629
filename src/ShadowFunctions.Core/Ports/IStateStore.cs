namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Documents under optimistic concurrency, addressed by kind, partition and id. Values are JSON of any size up to 4 MiB.
/// Kinds: 1 to 32 letters; partitions and ids: 1 to 200 characters of letters, digits, <c>-_.@:</c> (an <see cref="ArgumentException"/> names the offender).
/// A write is durable when the call returns. Errors: <see cref="ConcurrencyException"/>, <see cref="TransientCloudException"/>.
/// </summary>
public interface IStateStore
{
    /// <summary>Reads a document; null when there is none.</summary>
    Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a document. <paramref name="ifMatch"/>: null inserts and throws <see cref="ConcurrencyException"/> when the document exists;
    /// <c>"*"</c> writes whatever is there; any other value must be the version read. Returns the new version.
    /// </summary>
    Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>Removes a document; none there is no error.</summary>
    Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken);

    /// <summary>All documents of a partition in ordinal order of their ids, optionally only ids from <paramref name="fromId"/> on (inclusive).</summary>
    IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken);

    /// <summary>The last documents of a partition, newest id first.</summary>
    IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken);
}
