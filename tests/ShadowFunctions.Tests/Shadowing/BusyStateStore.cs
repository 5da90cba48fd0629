using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>A state store to which somebody else writes at the worst moment: between a read and the write that goes by it.</summary>
internal sealed class BusyStateStore : IStateStore
{
    private readonly MemoryStateStore _inner = new();

    /// <summary>What happens just before a document is written.</summary>
    public Func<object, Task> BeforePut { get; set; } = _ => Task.CompletedTask;

    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken) =>
        _inner.GetAsync<T>(kind, partition, id, cancellationToken);

    public async Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        await BeforePut(value!);
        return await _inner.PutAsync(kind, partition, id, value, ifMatch, cancellationToken);
    }

    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken) =>
        _inner.DeleteAsync(kind, partition, id, cancellationToken);

    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken) =>
        _inner.ListAsync<T>(kind, partition, fromId, cancellationToken);

    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken) =>
        _inner.ListLastAsync<T>(kind, partition, count, cancellationToken);
}
