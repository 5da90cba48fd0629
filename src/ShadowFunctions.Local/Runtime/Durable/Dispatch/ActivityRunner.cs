using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Runs activities and records their results. A result that was not recorded means that the activity runs again.</summary>
internal sealed class ActivityRunner(
    TaskRegistry registry, Dispatcher dispatcher, CommitQueue commits, WorkTracker work, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs one activity after the other until told to stop; <paramref name="abort"/> reaches the running one.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        while (!stopping.IsCancellationRequested && await dispatcher.Activities.WaitToReadAsync(CancellationToken.None))
        {
            while (!stopping.IsCancellationRequested && dispatcher.Activities.TryRead(out ActivityItem? item))
            {
                await RunAsync(item, abort);
            }
        }
    }

    private async Task RunAsync(ActivityItem item, CancellationToken abort)
    {
        HistoryEvent? result = await InvokeAsync(item.Invocation, abort);
        if (result is null)
        {
            work.Exit();
            return;
        }

        commits.Post(
            store =>
            {
                if (store.DeleteActivity(item) && store.IsLive(item.Invocation.InstanceId, item.Execution))
                {
                    store.AddMessage(item.Invocation.InstanceId, item.Execution, result);
                }
            },
            _ => work.Exit());
    }

    /// <summary>The line that records the result; null when the runtime stopped it.</summary>
    private async Task<HistoryEvent?> InvokeAsync(ActivityInvocation call, CancellationToken abort)
    {
        try
        {
            string? result = await registry.FindActivity(call.Name)(call, abort);
            return new(HistoryEventType.TaskCompleted, clock.GetUtcNow()) { TaskId = call.TaskId, Payload = result };
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever an activity throws is its result: the orchestrator decides what it means.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning(exception, "Activity {Activity} of instance {InstanceId} failed.", call.Name, call.InstanceId);
            return new(HistoryEventType.TaskFailed, clock.GetUtcNow())
            {
                TaskId = call.TaskId,
                Failure = Failures.From(exception),
            };
        }
    }
}
