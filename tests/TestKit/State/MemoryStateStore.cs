using System.Collections.Concurrent;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.TestKit.State;

/// <summary>Documents in memory, kept as JSON so that nothing a real store would lose survives here.</summary>
public sealed class MemoryStateStore : IStateStore
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<(string Kind, string Partition), SortedDictionary<string, (string Json, string ETag)>> partitions = new();
    private long version;

    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        lock (gate)
        {
            return Task.FromResult(Of(kind, partition).TryGetValue(id, out var found)
                ? new Versioned<T>(StateJson.Read<T>(found.Json), found.ETag)
                : null);
        }
    }

    public Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        var json = StateJson.Write(kind, partition, id, value);
        lock (gate)
        {
            var documents = Of(kind, partition);
            var current = documents.TryGetValue(id, out var found) ? found.ETag : null;
            if (ifMatch != "*" && ifMatch != current)
            {
                throw new ConcurrencyException($"{kind} '{partition}/{id}' is at version {current ?? "none"}, not {ifMatch ?? "none"}.");
            }

            var etag = $"v{++version}";
            documents[id] = (json, etag);
            return Task.FromResult(etag);
        }
    }

    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        lock (gate)
        {
            Of(kind, partition).Remove(id);
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, fromId ?? "none");
        lock (gate)
        {
            return Read<T>(Of(kind, partition).Where(d => fromId is null || string.CompareOrdinal(d.Key, fromId) >= 0));
        }
    }

    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, "none");
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (gate)
        {
            return Read<T>(Of(kind, partition).Reverse().Take(count));
        }
    }

    private static IAsyncEnumerable<Versioned<T>> Read<T>(IEnumerable<KeyValuePair<string, (string Json, string ETag)>> documents) =>
        documents.Select(d => new Versioned<T>(StateJson.Read<T>(d.Value.Json), d.Value.ETag)).ToArray().ToAsyncEnumerable();

    private SortedDictionary<string, (string Json, string ETag)> Of(string kind, string partition) =>
        partitions.GetOrAdd((kind, partition), _ => new(StringComparer.Ordinal));
}
