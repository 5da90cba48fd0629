using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>A state store that loses the answer to chosen writes of an operation: the writer takes itself for stopped and is run again.</summary>
internal sealed class LossyStateStore(IStateStore inner, string write, int losses) : IStateStore
{
    private int _left = losses;

    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken) =>
        inner.GetAsync<T>(kind, partition, id, cancellationToken);

    public async Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        var name = value switch
        {
            ScaleOperation { Status: ScaleOperationStatus.Intended, RequestedAt: not null } => "attempt",
            ScaleOperation operation => operation.Status.ToString(),
            _ => null,
        };
        if (name == write && Interlocked.Decrement(ref _left) >= 0)
        {
            if (name == "attempt")
            {
                await inner.PutAsync(kind, partition, id, value, ifMatch, cancellationToken);
            }

            throw new TransientCloudException($"The process stopped at the write of '{name}'.");
        }

        return await inner.PutAsync(kind, partition, id, value, ifMatch, cancellationToken);
    }

    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken) =>
        inner.DeleteAsync(kind, partition, id, cancellationToken);

    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken) =>
        inner.ListAsync<T>(kind, partition, fromId, cancellationToken);

    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken) =>
        inner.ListLastAsync<T>(kind, partition, count, cancellationToken);
}
