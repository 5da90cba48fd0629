using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>
/// The audit log as documents, one partition per store. Newest first is descending order of the ids, which begin with the store and the
/// instant of the cycle and therefore sort by time.
/// </summary>
public sealed class DecisionLog(IStateStore store) : StateDocuments<Decision>(store, StateKinds.Decision), IDecisionLog
{
    /// <inheritdoc/>
    public async Task<Decision> RecordAsync(Decision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return (await InsertIfAbsentAsync(decision.StoreId, decision.Id, decision, cancellationToken)).Value;
    }

    /// <inheritdoc/>
    public async Task UpdateAsync(Decision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (await ChangeAsync(decision.StoreId, decision.Id, _ => decision, cancellationToken) is null)
        {
            throw new ArgumentException(
                $"decision.Id '{decision.Id}' is not in the log of store '{decision.StoreId}'; record a decision before updating it.", nameof(decision));
        }
    }

    /// <inheritdoc/>
    public async Task<Decision?> FindAsync(string storeId, string decisionId, CancellationToken cancellationToken) =>
        (await GetAsync(storeId, decisionId, cancellationToken))?.Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Decision>> LatestAsync(string storeId, int count, CancellationToken cancellationToken) =>
        [.. (await ListLastAsync(storeId, count, cancellationToken)).Select(d => d.Value)];
}
