using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>The audit log. Entries are added and completed, never removed while the store is managed.</summary>
public interface IDecisionLog
{
    /// <summary>Adds a decision; when one with the same id is there, that one is returned and nothing changes.</summary>
    Task<Decision> RecordAsync(Decision decision, CancellationToken cancellationToken);

    /// <summary>Replaces a decision by what became of it.</summary>
    Task UpdateAsync(Decision decision, CancellationToken cancellationToken);

    /// <summary>One decision; null when unknown.</summary>
    Task<Decision?> FindAsync(string storeId, string decisionId, CancellationToken cancellationToken);

    /// <summary>The newest decisions of a store, newest first.</summary>
    Task<IReadOnlyList<Decision>> LatestAsync(string storeId, int count, CancellationToken cancellationToken);
}
