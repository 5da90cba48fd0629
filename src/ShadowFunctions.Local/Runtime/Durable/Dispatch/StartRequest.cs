using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>A client's wish to start an instance.</summary>
internal sealed record StartRequest(string Name)
{
    /// <summary>The instance id; null lets the engine choose one.</summary>
    public string? InstanceId { get; init; }

    public string? Input { get; init; }

    public string Version { get; init; } = string.Empty;

    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>An existing instance in one of these statuses refuses the start; in any other it is replaced.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> DedupeStatuses { get; init; } = HostDefault;

    /// <summary>What a Functions host does unless told otherwise: only an instance that is not running is replaced.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus> HostDefault { get; } =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];
}
