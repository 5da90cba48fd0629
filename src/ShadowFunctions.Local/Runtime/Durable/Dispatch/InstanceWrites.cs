using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Start, message and end of instances, as writes of the present transaction.</summary>
internal static class InstanceWrites
{
    /// <summary>Starts an instance and returns its id; null when an existing one refuses.</summary>
    public static string? Start(StoreWriter store, StartRequest request, int seed, DateTimeOffset now)
    {
        InstanceRow? existing = request.InstanceId is { } id ? store.FindInstance(id) : null;
        if (existing is not null)
        {
            if (request.DedupeStatuses.Contains(existing.Status))
            {
                return null;
            }

            Replace(store, existing, now);
        }

        long execution = store.NextExecution();
        string instanceId = request.InstanceId ?? DeterministicGuid.FromName($"instance|{seed}|{execution}").ToString("N");
        Insert(store, request.StartAt, now, new InstanceRow(
            new OrchestrationIdentity(instanceId, request.Name) { Version = request.Version },
            execution,
            OrchestrationRuntimeStatus.Pending)
        {
            Input = request.Input,
            Tags = request.Tags,
        });
        return instanceId;
    }

    /// <summary>Starts a child. A live instance of the same id fails the call, an ended one is replaced.</summary>
    public static void StartChild(StoreWriter store, InstanceRow parent, HistoryEvent call, DateTimeOffset now)
    {
        string childId = call.InstanceId!;
        if (store.FindInstance(childId) is { } existing)
        {
            if (!existing.IsEnded)
            {
                OrchestrationAlreadyExistsException refusal = new($"An instance with the id '{childId}' is {existing.Status}.");
                Answer(store, parent.Id, parent.Execution, call.TaskId!.Value, now, null, Failures.From(refusal));
                return;
            }

            store.RemoveInstance(existing);
        }

        Insert(store, null, now, new InstanceRow(
            new OrchestrationIdentity(childId, call.Name!)
            {
                ParentInstanceId = parent.Id,
                ParentName = parent.Identity.Name,
            },
            store.NextExecution(),
            OrchestrationRuntimeStatus.Pending)
        {
            Input = call.Payload,
            ParentCall = (parent.Execution, call.TaskId!.Value),
        });
    }

    /// <summary>Sends a message to an instance. False when there is no live one.</summary>
    public static bool Send(StoreWriter store, string instanceId, HistoryEvent message)
    {
        if (store.FindInstance(instanceId) is not { IsEnded: false })
        {
            return false;
        }

        store.AddMessage(instanceId, null, message);
        return true;
    }

    /// <summary>Ends an instance, tells its caller and, if asked, its children.</summary>
    public static void End(StoreWriter store, InstanceRow row, HistoryEvent end)
    {
        OrchestrationRuntimeStatus status = end.Type switch
        {
            HistoryEventType.ExecutionCompleted => OrchestrationRuntimeStatus.Completed,
            HistoryEventType.ExecutionTerminated => OrchestrationRuntimeStatus.Terminated,
            _ => OrchestrationRuntimeStatus.Failed,
        };
        string? output = end.Failure is { } reason ? HistoryJson.Write(reason.ErrorMessage) : end.Payload;
        store.ClearInbox(row.Id);
        store.ClearScheduled(row.Execution);
        store.UpdateInstance(row with { Status = status, Output = output });
        AnswerCaller(store, row, end);
        if (end.Recursive == true)
        {
            foreach (InstanceRow child in store.FindChildren(row.Id).Where(child => !child.IsEnded))
            {
                store.AddMessage(child.Id, child.Execution, end);
            }
        }
    }

    /// <summary>The first message of a run.</summary>
    public static HistoryEvent Started(InstanceRow row, DateTimeOffset now) =>
        new(HistoryEventType.ExecutionStarted, now) { Name = row.Identity.Name, Payload = row.Input };

    private static void Insert(StoreWriter store, DateTimeOffset? startAt, DateTimeOffset now, InstanceRow row)
    {
        InstanceRow created = row with { CreatedAt = now, UpdatedAt = now };
        store.InsertInstance(created);
        if (startAt > now)
        {
            store.AddScheduled(created.Execution, -1, created.Id, startAt.Value, Started(created, startAt.Value));
        }
        else
        {
            store.AddMessage(created.Id, created.Execution, Started(created, now));
        }
    }

    private static void Replace(StoreWriter store, InstanceRow existing, DateTimeOffset now)
    {
        if (!existing.IsEnded)
        {
            AnswerCaller(store, existing, new HistoryEvent(HistoryEventType.ExecutionTerminated, now)
            {
                Reason = "A new instance has taken its id.",
            });
        }

        store.RemoveInstance(existing);
    }

    private static void AnswerCaller(StoreWriter store, InstanceRow row, HistoryEvent end)
    {
        if (row.ParentCall is not (var execution, var taskId))
        {
            return;
        }

        TaskFailureDetails? failure = end.Type == HistoryEventType.ExecutionTerminated
            ? Failures.From(new OperationCanceledException(
                $"The child orchestration '{row.Id}' was terminated. {end.Reason}".TrimEnd()))
            : end.Failure;
        Answer(store, row.Identity.ParentInstanceId!, execution, taskId, end.Timestamp, end.Payload, failure);
    }

    private static void Answer(
        StoreWriter store,
        string parentId,
        long execution,
        int taskId,
        DateTimeOffset now,
        string? result,
        TaskFailureDetails? failure)
    {
        if (!store.IsLive(parentId, execution))
        {
            return;
        }

        HistoryEventType type = failure is null
            ? HistoryEventType.SubOrchestrationCompleted
            : HistoryEventType.SubOrchestrationFailed;
        store.AddMessage(parentId, execution, new HistoryEvent(type, now)
        {
            TaskId = taskId,
            Payload = failure is null ? result : null,
            Failure = failure,
        });
    }
}
