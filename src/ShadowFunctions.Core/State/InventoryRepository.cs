using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The last look at the inventory.</summary>
public sealed class InventoryRepository(IStateStore store) : StateDocuments<InventoryRun>(store, StateKinds.InventoryRun)
{
    private const string Id = "last";

    /// <summary>The last look; null before the first.</summary>
    public async Task<InventoryRun?> GetAsync(CancellationToken cancellationToken) =>
        (await GetAsync(StateKinds.Fleet, Id, cancellationToken))?.Value;

    /// <summary>Records a look.</summary>
    public Task PutAsync(InventoryRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return PutAsync(StateKinds.Fleet, Id, run, "*", cancellationToken);
    }
}
