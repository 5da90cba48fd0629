using ShadowFunctions.Core.Model;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Turns an operation's record into what the orchestration does next.</summary>
internal static class PreScaleSteps
{
    /// <summary>The next step: wait and go on while it runs, end otherwise.</summary>
    public static PreScaleStep Of(ScaleOperation operation, DateTimeOffset now, double waitSeconds)
    {
        var running = operation.Status is ScaleOperationStatus.Intended or ScaleOperationStatus.InProgress;
        return new PreScaleStep(
            operation.Status.ToString(),
            running ? waitSeconds : null,
            Overdue: running && now >= operation.Deadline,
            RetrySeconds: operation is { Status: ScaleOperationStatus.Failed, RetryAt: { } at } ? Math.Max(0, (at - now).TotalSeconds) : null);
    }
}
