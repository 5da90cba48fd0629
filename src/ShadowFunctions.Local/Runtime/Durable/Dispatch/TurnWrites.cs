using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Stores a turn: its history, its decisions and, if it ended the run, what follows from that.</summary>
internal static class TurnWrites
{
    /// <summary>Stores a turn, unless the instance was replaced meanwhile.</summary>
    public static void Write(StoreWriter store, InstanceRow row, Delivery delivery, TurnOutcome outcome, DateTimeOffset now)
    {
        if (!store.IsLive(row.Id, row.Execution))
        {
            return;
        }

        foreach (StoredMessage message in delivery.Received.Concat(delivery.Stale))
        {
            store.DeleteMessage(message);
        }

        store.AppendHistory(row.Execution, store.CountHistory(row.Execution), outcome.Events);
        foreach (HistoryEvent action in outcome.Actions)
        {
            Act(store, row, action, now);
        }

        InstanceRow updated = row with { UpdatedAt = now, CustomStatus = outcome.CustomStatus ?? row.CustomStatus };
        switch (outcome.End)
        {
            case null:
                OrchestrationRuntimeStatus going = outcome.HasStarted
                    ? OrchestrationRuntimeStatus.Running
                    : OrchestrationRuntimeStatus.Pending;
                store.UpdateInstance(updated with
                {
                    Status = delivery.IsSuspended ? OrchestrationRuntimeStatus.Suspended : going,
                });
                break;
            case { Type: HistoryEventType.ContinuedAsNew } end:
                StartOver(store, updated, outcome, end, now);
                break;
            default:
                InstanceWrites.End(store, updated, outcome.End);
                break;
        }
    }

    private static void Act(StoreWriter store, InstanceRow row, HistoryEvent action, DateTimeOffset now)
    {
        int taskId = action.TaskId!.Value;
        switch (action.Type)
        {
            case HistoryEventType.TaskScheduled:
                store.AddActivity(new ActivityItem(
                    row.Execution, new ActivityInvocation(action.Name!, row.Id, taskId, action.Payload)));
                break;
            case HistoryEventType.TimerCreated:
                store.AddScheduled(
                    row.Execution,
                    taskId,
                    row.Id,
                    action.FireAt!.Value,
                    new HistoryEvent(HistoryEventType.TimerFired, action.FireAt.Value) { TaskId = taskId });
                break;
            case HistoryEventType.TimerCanceled:
                store.DeleteScheduled(row.Execution, taskId);
                break;
            case HistoryEventType.SubOrchestrationScheduled:
                InstanceWrites.StartChild(store, row, action, now);
                break;
            case HistoryEventType.EventSent:
                InstanceWrites.Send(store, action.InstanceId!, new HistoryEvent(HistoryEventType.EventRaised, now)
                {
                    Name = action.Name,
                    Payload = action.Payload,
                });
                break;
            default:
                throw new InvalidOperationException($"{action.Type} is no decision of an orchestrator.");
        }
    }

    /// <summary>A new run under the same id: its history begins anew, kept events come before newer ones.</summary>
    private static void StartOver(
        StoreWriter store, InstanceRow row, TurnOutcome outcome, HistoryEvent end, DateTimeOffset now)
    {
        store.ClearExecution(row.Execution);
        InstanceRow next = row with
        {
            Execution = store.NextExecution(),
            Status = OrchestrationRuntimeStatus.Running,
            Input = end.Payload,
            Identity = row.Identity with
            {
                Generation = row.Identity.Generation + 1,
                Version = outcome.NextVersion ?? row.Identity.Version,
            },
        };
        store.UpdateInstance(next);
        HistoryEvent started = InstanceWrites.Started(next, now);
        store.AddMessagesInFront(next.Id, next.Execution, [started, .. outcome.CarriedEvents]);
    }
}
