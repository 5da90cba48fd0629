using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Expected events, one partition per store, named by <see cref="Scenario.Name"/>.</summary>
public sealed class ScenarioRepository(IStateStore store) : StateDocuments<Scenario>(store, StateKinds.Scenario)
{
    /// <summary>One scenario; null when there is none of this name.</summary>
    public new Task<Versioned<Scenario>?> GetAsync(string storeId, string name, CancellationToken cancellationToken) =>
        base.GetAsync(storeId, name, cancellationToken);

    /// <summary>All scenarios of a store in ordinal order of their names.</summary>
    public new async Task<IReadOnlyList<Scenario>> ListAsync(string storeId, CancellationToken cancellationToken) =>
        [.. (await base.ListAsync(storeId, cancellationToken)).Select(s => s.Value)];

    /// <summary>Writes a scenario under the rules of <see cref="IStateStore.PutAsync{T}"/>; returns the new version.</summary>
    public Task<string> PutAsync(string storeId, Scenario scenario, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return PutAsync(storeId, scenario.Name, scenario, ifMatch, cancellationToken);
    }

    /// <summary>Removes a scenario; none there is no error.</summary>
    public new Task DeleteAsync(string storeId, string name, CancellationToken cancellationToken) =>
        base.DeleteAsync(storeId, name, cancellationToken);
}
