using System.Globalization;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Triggers;

/// <summary>Records a cycle and makes sure that the fleet orchestration runs. All three sources of cycles go through here.</summary>
public sealed class CycleStarter(CycleRepository cycles)
{
    private static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>
    /// Records the cycle (the same instant and suffix twice is one cycle; ids sort by time) and starts the orchestration unless it runs already;
    /// a running one takes up the recorded cycle by itself.
    /// </summary>
    public async Task<Cycle> StartAsync(
        DurableTaskClient client, CycleSource source, DateTimeOffset at, IReadOnlyList<string>? storeIds, CancellationToken cancellationToken,
        string? suffix = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var id = at.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture) + (suffix is null ? "" : at.UtcDateTime.ToString("'-'ssfff", CultureInfo.InvariantCulture) + suffix);
        var cycle = await cycles.RecordAsync(new Cycle { Id = id, Source = source, At = at, StoreIds = storeIds }, cancellationToken);
        await StartOnceAsync(client, Names.FleetOrchestrator, input: null, Names.FleetInstanceId, cancellationToken);
        return cycle;
    }

    /// <summary>Starts an orchestration under a fixed id; false when one with that id is still running.</summary>
    internal static async Task<bool> StartOnceAsync(
        DurableTaskClient client, string name, object? input, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Unfinished);
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
