using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Triggers;

/// <summary>
/// Forgets ended orchestrations, cycles, passes and taken-up alerts that are older than the retention. The audit log (decisions and changes of
/// production) is kept. Each round is bounded, so that a backlog is worked off over rounds and no round holds a worker for long.
/// </summary>
public sealed class Purge(
    CycleRepository cycles, StoreCycleRepository passes, AlertClaimRepository alerts, StoreRepository stores, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>Most orchestrations forgotten in a round: at four rounds an hour, 48,000 a day.</summary>
    public const int MostInstances = 500;

    /// <summary>Most passes forgotten in a round: at four rounds an hour, more than a fleet of 1,000 stores makes.</summary>
    public const int MostPasses = 4_000;

    private const int MostCycles = 500;
    private const int RoundMinutes = 15;

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>One round.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var now = time.GetUtcNow();
        var before = now.AddDays(-options.Value.RetentionDays);
        await PurgeInstancesAsync(client, before, cancellationToken);
        await cycles.PurgeAsync(before, MostCycles, cancellationToken);
        await alerts.PurgeAsync(before, MostCycles, cancellationToken);
        await PurgePassesAsync(now, before, cancellationToken);
    }

    /// <summary>One by one: a purge of a whole span of time has no bound.</summary>
    private static async Task PurgeInstancesAsync(DurableTaskClient client, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = client.GetAllInstancesAsync(new OrchestrationQuery(CreatedTo: before, Statuses: Ended, PageSize: MostInstances));
        List<string> ids = [];
        await foreach (var instance in old.WithCancellation(cancellationToken))
        {
            // An instance that took long may have ended within the retention.
            if (instance.LastUpdatedAt < before)
            {
                ids.Add(instance.InstanceId);
            }

            if (ids.Count == MostInstances)
            {
                break;
            }
        }

        foreach (var id in ids)
        {
            await client.PurgeInstanceAsync(id, cancellation: cancellationToken);
        }
    }

    /// <summary>Each round begins with another store, so that the bound starves none.</summary>
    private async Task PurgePassesAsync(DateTimeOffset now, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var all = await stores.ListAsync(cancellationToken);
        var left = MostPasses;
        for (var i = 0; i < all.Count && left > 0; i++)
        {
            var store = all[(int)((now.ToUnixTimeSeconds() / 60 / RoundMinutes + i) % all.Count)];
            left -= await passes.PurgeAsync(store.Id, before, left, cancellationToken);
        }
    }
}
