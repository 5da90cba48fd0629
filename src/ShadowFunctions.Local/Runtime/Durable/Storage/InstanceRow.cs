using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>One orchestration instance as stored.</summary>
internal sealed record InstanceRow(OrchestrationIdentity Identity, long Execution, OrchestrationRuntimeStatus Status)
{
    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The caller's run and the number of the call in it; null for a top-level orchestration.</summary>
    public (long Execution, int TaskId)? ParentCall { get; init; }

    public string Id => Identity.InstanceId;

    public bool IsEnded => Status.IsEnded();
}
