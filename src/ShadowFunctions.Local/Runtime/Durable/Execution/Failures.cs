using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Exceptions as recorded failures.</summary>
internal static class Failures
{
    /// <summary>
    /// Records an exception. A failed task that an orchestrator let through keeps its own failure as the inner one, so the
    /// caller of a child orchestration finds the real type there.
    /// </summary>
    public static TaskFailureDetails From(Exception exception)
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(exception);
        return exception is TaskFailedException failed ? details with { InnerFailure = failed.FailureDetails } : details;
    }
}
