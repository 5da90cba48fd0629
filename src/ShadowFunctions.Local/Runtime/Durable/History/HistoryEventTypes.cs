namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The three kinds of history lines: received, decided, end.</summary>
internal static class HistoryEventTypes
{
    /// <summary>The orchestrator's own decision; replay must repeat it.</summary>
    public static bool IsAction(this HistoryEventType type) => type is
        >= HistoryEventType.TaskScheduled and <= HistoryEventType.EventSent;

    /// <summary>The last line of an execution that ended by itself.</summary>
    public static bool IsEnd(this HistoryEventType type) => type is >= HistoryEventType.ContinuedAsNew;

    /// <summary>Something that reached the orchestrator from outside.</summary>
    public static bool IsReceived(this HistoryEventType type) => type is
        >= HistoryEventType.ExecutionStarted and <= HistoryEventType.ExecutionTerminated;
}
