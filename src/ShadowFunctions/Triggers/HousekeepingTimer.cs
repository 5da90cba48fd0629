using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Activities;

namespace ShadowFunctions.Triggers;

/// <summary>
/// Each quarter of an hour, away from the instants of cycles: looks for missing stores, after shadows and read sources, and forgets what has ended long ago.
/// </summary>
public sealed class HousekeepingTimer(MissingStores missing, ShadowKeeper keeper, ReadSources sources, Purge purge)
{
    /// <summary>One bounded round; a repeat finds less to do.</summary>
    [Function(Names.Housekeeping)]
    public async Task Run(
        [TimerTrigger("0 7,22,37,52 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await missing.LookAgainAsync(cancellationToken);
        await sources.ResumeAsync(client, cancellationToken);
        await keeper.RunAsync(cancellationToken);
        await purge.RunAsync(client, cancellationToken);
    }
}
