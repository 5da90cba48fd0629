using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Passes of single stores, one partition per store, ordered by cycle id.</summary>
public sealed class StoreCycleRepository(IStateStore store) : StateDocuments<StoreCycle>(store, StateKinds.StoreCycle)
{
    // A store whose start was lost leaves an assigned pass behind; more than a few of them in a row are reported by the cycles themselves.
    private const int LookBack = 8;

    /// <summary>Assigns a cycle to a store, or returns the pass that was assigned under this cycle id.</summary>
    public async Task<StoreCycle> AssignAsync(StoreCycle pass, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return (await InsertIfAbsentAsync(pass.StoreId, pass.CycleId, pass, cancellationToken)).Value;
    }

    /// <summary>
    /// Claims the newest pass of a store and returns it as Running; null when it has ended or there is none. A pass that is Running already
    /// is returned again, because a store's orchestration is a singleton and repeats its own claim. Older passes that never ended are
    /// closed as failed, so that no pass stays open for ever.
    /// </summary>
    public async Task<StoreCycle?> ClaimAsync(string storeId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var latest = await ListLastAsync(storeId, LookBack, cancellationToken);
        foreach (var older in latest.Skip(1).Where(p => IsOpen(p.Value)))
        {
            await EndAsync(storeId, older.Value.CycleId, pass => IsOpen(pass)
                ? pass with { Status = StoreCycleStatus.Failed, EndedAt = now, Error = $"Replaced by cycle {latest[0].Value.CycleId} before it ended." }
                : pass, cancellationToken);
        }

        if (latest is not [{ Value: var newest }, ..] || !IsOpen(newest))
        {
            return null;
        }

        var claimed = await ChangeAsync(storeId, newest.CycleId, p => IsOpen(p) ? p with { Status = StoreCycleStatus.Running } : p, cancellationToken);
        return claimed is { Value: var running } && IsOpen(running) ? running : null;
    }

    /// <summary>Ends a pass by a change of its newest version, which sets status, instant and outcome.</summary>
    /// <exception cref="ArgumentException">The pass was never assigned.</exception>
    public async Task<StoreCycle> EndAsync(string storeId, string cycleId, Func<StoreCycle, StoreCycle> end, CancellationToken cancellationToken) =>
        (await ChangeAsync(storeId, cycleId, end, cancellationToken))?.Value
            ?? throw new ArgumentException($"cycleId '{cycleId}' was never assigned to store '{storeId}'; assign it before ending it.", nameof(cycleId));

    /// <summary>One pass; null when it was never assigned.</summary>
    public async Task<StoreCycle?> FindAsync(string storeId, string cycleId, CancellationToken cancellationToken) =>
        (await GetAsync(storeId, cycleId, cancellationToken))?.Value;

    /// <summary>The newest pass of a store; null before the first.</summary>
    public async Task<StoreCycle?> LatestAsync(string storeId, CancellationToken cancellationToken) =>
        (await ListLastAsync(storeId, 1, cancellationToken)) is [var latest] ? latest.Value : null;

    /// <summary>The newest passes of a store, newest first.</summary>
    public async Task<IReadOnlyList<StoreCycle>> LatestAsync(string storeId, int count, CancellationToken cancellationToken) =>
        [.. (await ListLastAsync(storeId, count, cancellationToken)).Select(p => p.Value)];

    /// <summary>Forgets a store's oldest ended passes from before an instant, at most so many; returns how many.</summary>
    public Task<int> PurgeAsync(string storeId, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        PurgeAsync(storeId, p => p.CycleId, p => p.AssignedAt < before, p => !IsOpen(p), most, cancellationToken);

    private static bool IsOpen(StoreCycle pass) => pass.Status is StoreCycleStatus.Assigned or StoreCycleStatus.Running;
}
