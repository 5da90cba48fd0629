using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Documents of one kind and type: the base of the repositories.</summary>
/// <typeparam name="T">The document.</typeparam>
public abstract class StateDocuments<T>
{
    // Each attempt loses only to a writer that won, so this many losses in a row mean that something writes without pause.
    private protected const int Attempts = 32;

    private readonly IStateStore _store;
    private readonly string _kind;

    private protected StateDocuments(IStateStore store, string kind)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _kind = kind;
    }

    private protected Task<Versioned<T>?> GetAsync(string partition, string id, CancellationToken cancellationToken) =>
        _store.GetAsync<T>(_kind, partition, id, cancellationToken);

    private protected Task<string> PutAsync(string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken) =>
        _store.PutAsync(_kind, partition, id, value, ifMatch, cancellationToken);

    private protected Task DeleteAsync(string partition, string id, CancellationToken cancellationToken) =>
        _store.DeleteAsync(_kind, partition, id, cancellationToken);

    private protected async Task<IReadOnlyList<Versioned<T>>> ListAsync(string partition, CancellationToken cancellationToken) =>
        await _store.ListAsync<T>(_kind, partition, null, cancellationToken).ToListAsync(cancellationToken);

    private protected async Task<IReadOnlyList<Versioned<T>>> ListLastAsync(string partition, int count, CancellationToken cancellationToken) =>
        await _store.ListLastAsync<T>(_kind, partition, count, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Inserts, or returns what is there already: a repeated call changes nothing.</summary>
    private protected async Task<Versioned<T>> InsertIfAbsentAsync(string partition, string id, T value, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await GetAsync(partition, id, cancellationToken) is { } existing)
            {
                return existing;
            }

            try
            {
                return new(value, await PutAsync(partition, id, value, null, cancellationToken));
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // Someone inserted it between the two calls: read it.
            }
        }
    }

    /// <summary>
    /// Removes documents from the lowest id on, as long as <paramref name="old"/> says so and at most so many; those that may not go yet are
    /// passed over. Returns how many went.
    /// </summary>
    private protected async Task<int> PurgeAsync(
        string partition, Func<T, string> id, Func<T, bool> old, Func<T, bool> mayGo, int most, CancellationToken cancellationToken)
    {
        List<string> gone = [];
        await foreach (var document in _store.ListAsync<T>(_kind, partition, null, cancellationToken))
        {
            if (gone.Count >= most || !old(document.Value))
            {
                break;
            }

            if (mayGo(document.Value))
            {
                gone.Add(id(document.Value));
            }
        }

        foreach (var each in gone)
        {
            await DeleteAsync(partition, each, cancellationToken);
        }

        return gone.Count;
    }

    /// <summary>Applies a change to the newest version, again when someone else was faster; nothing is written where nothing changes. Returns the result; null when there is no document.</summary>
    private protected async Task<Versioned<T>?> ChangeAsync(string partition, string id, Func<T, T> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await GetAsync(partition, id, cancellationToken) is not { } current)
            {
                return null;
            }

            var changed = change(current.Value);
            if (EqualityComparer<T>.Default.Equals(changed, current.Value))
            {
                return current;
            }

            try
            {
                return new(changed, await PutAsync(partition, id, changed, current.ETag, cancellationToken));
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // The change is decided again on what the other writer left.
            }
        }
    }
}
