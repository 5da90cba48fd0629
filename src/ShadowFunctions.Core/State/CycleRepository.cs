using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>
/// Passes of the control loop. The cycle's document is the truth; beside it stands a marker while the cycle may be open, so that the
/// oldest open cycle is found without reading the years of closed ones. The marker is written first and removed last.
/// </summary>
public sealed class CycleRepository(IStateStore store) : StateDocuments<Cycle>(store, StateKinds.Cycle)
{
    private readonly IStateStore _store = store;

    /// <summary>Records a cycle, or returns the one recorded under this id: a repeated tick adds nothing.</summary>
    public async Task<Cycle> RecordAsync(Cycle cycle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        await _store.PutAsync(StateKinds.OpenCycle, StateKinds.Fleet, cycle.Id, new Marker(cycle.Id), "*", cancellationToken);
        return (await InsertIfAbsentAsync(StateKinds.Fleet, cycle.Id, cycle, cancellationToken)).Value;
    }

    /// <summary>
    /// Claims the oldest cycle that is not dispatched and returns it as Running; null when there is none. A cycle that is Running already
    /// is returned again: the fleet orchestration is a singleton, so only its own repeated claim can meet one.
    /// </summary>
    public async Task<Cycle?> ClaimAsync(CancellationToken cancellationToken)
    {
        await foreach (var marker in _store.ListAsync<Marker>(StateKinds.OpenCycle, StateKinds.Fleet, null, cancellationToken))
        {
            var claimed = await ChangeAsync(StateKinds.Fleet, marker.Value.Id, Claim, cancellationToken);
            if (claimed?.Value.Status == CycleStatus.Running)
            {
                return claimed.Value;
            }

            // No document: its recording is under way and will claim later. Dispatched: a marker that a crash left behind.
            if (claimed is not null)
            {
                await CloseAsync(marker.Value.Id, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>Records the cycle's outcome as Dispatched; repeating it changes nothing.</summary>
    public async Task CompleteAsync(Cycle cycle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        await PutAsync(StateKinds.Fleet, cycle.Id, cycle with { Status = CycleStatus.Dispatched }, "*", cancellationToken);
        await CloseAsync(cycle.Id, cancellationToken);
    }

    /// <summary>One cycle; null when unknown.</summary>
    public async Task<Cycle?> FindAsync(string cycleId, CancellationToken cancellationToken) =>
        (await GetAsync(StateKinds.Fleet, cycleId, cancellationToken))?.Value;

    /// <summary>The newest cycles, newest first.</summary>
    public async Task<IReadOnlyList<Cycle>> LatestAsync(int count, CancellationToken cancellationToken) =>
        [.. (await ListLastAsync(StateKinds.Fleet, count, cancellationToken)).Select(c => c.Value)];

    /// <summary>Forgets the oldest dispatched cycles from before an instant, at most so many; returns how many.</summary>
    public Task<int> PurgeAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        PurgeAsync(StateKinds.Fleet, c => c.Id, c => c.At < before, c => c.Status == CycleStatus.Dispatched, most, cancellationToken);

    private static Cycle Claim(Cycle cycle) => cycle.Status == CycleStatus.Pending ? cycle with { Status = CycleStatus.Running } : cycle;

    private Task CloseAsync(string cycleId, CancellationToken cancellationToken) =>
        _store.DeleteAsync(StateKinds.OpenCycle, StateKinds.Fleet, cycleId, cancellationToken);

    private sealed record Marker(string Id);
}
