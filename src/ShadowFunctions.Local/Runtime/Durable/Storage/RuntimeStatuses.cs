using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

internal static class RuntimeStatuses
{
    public static bool IsEnded(this OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}
