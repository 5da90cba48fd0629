using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>What a turn takes from an inbox.</summary>
/// <param name="Received">Messages for the orchestrator, in order.</param>
/// <param name="Stale">Messages for an earlier run; they are deleted.</param>
/// <param name="Held">Messages that wait until the instance is resumed.</param>
/// <param name="IsSuspended">Whether the instance is paused afterwards.</param>
internal sealed record Delivery(
    IReadOnlyList<StoredMessage> Received,
    IReadOnlyList<StoredMessage> Stale,
    IReadOnlyList<StoredMessage> Held,
    bool IsSuspended)
{
    public bool HasAny => Received.Count > 0 || Stale.Count > 0;

    public IReadOnlyList<HistoryEvent> Events => [.. Received.Select(message => message.Event)];

    /// <summary>Suspend holds what follows it, resume releases what was held, terminate passes always.</summary>
    public static Delivery Select(IReadOnlyList<StoredMessage> inbox, InstanceRow row)
    {
        bool suspended = row.Status == OrchestrationRuntimeStatus.Suspended;
        List<StoredMessage> received = [];
        List<StoredMessage> stale = [];
        List<StoredMessage> held = [];
        foreach (StoredMessage message in inbox)
        {
            if (message.Execution is { } execution && execution != row.Execution)
            {
                stale.Add(message);
                continue;
            }

            HistoryEventType type = message.Event.Type;
            bool steers = type is HistoryEventType.ExecutionSuspended
                or HistoryEventType.ExecutionResumed
                or HistoryEventType.ExecutionTerminated;
            (suspended && !steers ? held : received).Add(message);
            if (type == HistoryEventType.ExecutionSuspended)
            {
                suspended = true;
            }
            else if (type == HistoryEventType.ExecutionResumed)
            {
                suspended = false;
                received.AddRange(held);
                held.Clear();
            }
        }

        return new Delivery(received, stale, held, suspended);
    }
}
