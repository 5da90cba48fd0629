using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Triggers;

/// <summary>Forgets what has ended long ago, a bounded share each quarter of an hour, away from the instants of cycles.</summary>
public sealed class HousekeepingTimer(Purge purge)
{
    /// <summary>One bounded round; a repeat finds less to do.</summary>
    [Function(Names.Housekeeping)]
    public Task Run(
        [TimerTrigger("0 7,22,37,52 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        purge.RunAsync(client, cancellationToken);
}
