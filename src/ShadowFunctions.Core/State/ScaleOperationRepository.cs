using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Changes on production, one partition per store, ordered by operation id.</summary>
public sealed class ScaleOperationRepository(IStateStore store) : StateDocuments<ScaleOperation>(store, StateKinds.ScaleOperation)
{
    /// <summary>Records the intent before the platform is called, or returns the operation recorded under this id.</summary>
    public Task<Versioned<ScaleOperation>> IntendAsync(ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return InsertIfAbsentAsync(operation.StoreId, operation.Id, operation, cancellationToken);
    }

    /// <summary>Writes an operation over the version read; returns the new version.</summary>
    /// <exception cref="ConcurrencyException">The operation was changed since it was read.</exception>
    public Task<string> UpdateAsync(ScaleOperation operation, string ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(ifMatch);
        return PutAsync(operation.StoreId, operation.Id, operation, ifMatch, cancellationToken);
    }

    /// <summary>One operation; null when no intent was recorded.</summary>
    public Task<Versioned<ScaleOperation>?> FindAsync(string storeId, string operationId, CancellationToken cancellationToken) =>
        GetAsync(storeId, operationId, cancellationToken);

    /// <summary>An operation whose intent must be recorded already.</summary>
    /// <exception cref="InvalidOperationException">It was never recorded: nothing may be sent without an intent.</exception>
    public async Task<Versioned<ScaleOperation>> RequireAsync(string storeId, string operationId, CancellationToken cancellationToken) =>
        await FindAsync(storeId, operationId, cancellationToken)
        ?? throw new InvalidOperationException($"Operation '{operationId}' has no recorded intent.");

    /// <summary>The newest operation of a store; null before the first.</summary>
    public async Task<Versioned<ScaleOperation>?> LatestAsync(string storeId, CancellationToken cancellationToken) =>
        (await ListLastAsync(storeId, 1, cancellationToken)) is [var latest] ? latest : null;

    /// <summary>The newest operations of a store, newest first.</summary>
    public async Task<IReadOnlyList<ScaleOperation>> LatestAsync(string storeId, int count, CancellationToken cancellationToken) =>
        [.. (await ListLastAsync(storeId, count, cancellationToken)).Select(o => o.Value)];
}
