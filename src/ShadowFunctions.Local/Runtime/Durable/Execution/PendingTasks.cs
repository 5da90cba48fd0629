using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The durable tasks that an orchestrator waits for, and the decisions it took in the present turn.</summary>
internal sealed class PendingTasks
{
    private readonly Dictionary<int, (string Name, TaskCompletionSource<string?> Source)> _open = [];
    private List<HistoryEvent> _actions = [];
    private int _nextTaskId;

    public int Count => _open.Count;

    /// <summary>The number that the next task will have.</summary>
    public int NextTaskId => _nextTaskId;

    /// <summary>Records a decision that nothing is awaited for. It takes a number so that its place is checked too.</summary>
    public void Record(HistoryEvent action) => _actions.Add(action with { TaskId = _nextTaskId++ });

    /// <summary>Records a decision and returns the task that its outcome completes.</summary>
    public Task<string?> Schedule(HistoryEvent action)
    {
        // Continuations run inside SetResult, on the turn's thread: that is what keeps a turn single-threaded.
        TaskCompletionSource<string?> source = new();
        _open.Add(_nextTaskId, (action.Name ?? string.Empty, source));
        Record(action);
        return source.Task;
    }

    /// <summary>Drops a timer that has not fired.</summary>
    public void CancelTimer(int taskId, DateTimeOffset now, CancellationToken token)
    {
        if (_open.Remove(taskId, out (string Name, TaskCompletionSource<string?> Source) timer))
        {
            _actions.Add(new HistoryEvent(HistoryEventType.TimerCanceled, now) { TaskId = taskId });
            timer.Source.TrySetCanceled(token);
        }
    }

    /// <summary>Completes the task that a received line answers. A line that answers nothing any more is ignored.</summary>
    public void Complete(HistoryEvent received)
    {
        if (!_open.Remove(received.TaskId!.Value, out (string Name, TaskCompletionSource<string?> Source) task))
        {
            return;
        }

        if (received.Failure is { } failure)
        {
            task.Source.SetException(new TaskFailedException(task.Name, received.TaskId.Value, failure));
        }
        else
        {
            task.Source.SetResult(received.Payload);
        }
    }

    /// <summary>The decisions since the last call.</summary>
    public IReadOnlyList<HistoryEvent> TakeActions()
    {
        List<HistoryEvent> actions = _actions;
        _actions = [];
        return actions;
    }
}
