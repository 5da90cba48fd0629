using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>A state store that outlives the process which calls it.</summary>
internal sealed class CrashingStateStore(IStateStore inner, PortCalls calls) : IStateStore
{
    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken) =>
        calls.MadeAsync($"get {kind}", () => inner.GetAsync<T>(kind, partition, id, cancellationToken));

    public Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken) =>
        calls.MadeAsync(Describe(kind, value), () => inner.PutAsync(kind, partition, id, value, ifMatch, cancellationToken));

    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken) =>
        calls.MadeAsync($"delete {kind}", async () =>
        {
            await inner.DeleteAsync(kind, partition, id, cancellationToken);
            return true;
        });

    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken) =>
        inner.ListAsync<T>(kind, partition, fromId, cancellationToken);

    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken) =>
        inner.ListLastAsync<T>(kind, partition, count, cancellationToken);

    private static string Describe(string kind, object? value) => value switch
    {
        ScaleOperation { Status: ScaleOperationStatus.Intended } operation => operation.RequestedAt is null ? "put intent" : "put attempt",
        ScaleOperation operation => $"put {operation.Status}",
        _ => $"put {kind}",
    };
}
