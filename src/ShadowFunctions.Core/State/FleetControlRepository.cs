using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The switches of the whole fleet.</summary>
public sealed class FleetControlRepository(IStateStore store) : StateDocuments<FleetControl>(store, StateKinds.FleetControl)
{
    private const string Id = "control";

    /// <summary>The switches; all at rest until someone sets them.</summary>
    public async Task<FleetControl> GetAsync(CancellationToken cancellationToken) =>
        (await GetAsync(StateKinds.Fleet, Id, cancellationToken))?.Value ?? new FleetControl();

    /// <summary>Sets the switches, whatever they were: a stop must not lose a race.</summary>
    public Task PutAsync(FleetControl control, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(control);
        return PutAsync(StateKinds.Fleet, Id, control, "*", cancellationToken);
    }
}
