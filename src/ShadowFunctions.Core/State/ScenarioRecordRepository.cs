using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>What past events did, one partition per store, named as the events.</summary>
public sealed class ScenarioRecordRepository(IStateStore store) : StateDocuments<ScenarioRecord>(store, StateKinds.ScenarioRecord)
{
    /// <summary>The record of a name; null when no event of it has been measured.</summary>
    public new Task<Versioned<ScenarioRecord>?> GetAsync(string storeId, string name, CancellationToken cancellationToken) =>
        base.GetAsync(storeId, name, cancellationToken);

    /// <summary>Writes a record under the rules of <see cref="IStateStore.PutAsync{T}"/>; returns the new version.</summary>
    public Task<string> PutAsync(string storeId, ScenarioRecord record, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return PutAsync(storeId, record.Name, record, ifMatch, cancellationToken);
    }

    /// <summary>Forgets all records of a store.</summary>
    public async Task DeleteAsync(string storeId, CancellationToken cancellationToken)
    {
        foreach (var record in await ListAsync(storeId, cancellationToken))
        {
            await DeleteAsync(storeId, record.Value.Name, cancellationToken);
        }
    }
}
