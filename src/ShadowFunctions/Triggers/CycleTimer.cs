using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Triggers;

/// <summary>Starts a cycle on the schedule in the setting <c>SHADOW_SCHEDULE</c>.</summary>
public sealed class CycleTimer(CycleStarter starter, TimeProvider time)
{
    /// <summary>Records the cycle of this instant and starts the fleet orchestration unless it is running.</summary>
    [Function(Names.CycleTimer)]
    public Task Run(
        [TimerTrigger("%SHADOW_SCHEDULE%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartAsync(client, CycleSource.Timer, time.GetUtcNow(), storeIds: null, cancellationToken);
}
