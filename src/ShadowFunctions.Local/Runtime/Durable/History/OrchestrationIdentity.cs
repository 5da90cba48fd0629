namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Who an orchestration is. Equal on every replay.</summary>
/// <param name="InstanceId">Id of the instance.</param>
/// <param name="Name">Name of the orchestrator.</param>
public sealed record OrchestrationIdentity(string InstanceId, string Name)
{
    /// <summary>Version given at the start; empty for none. The engine stores it and does not choose code by it.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>How often the instance has started over with continue-as-new.</summary>
    public int Generation { get; init; }

    /// <summary>Instance id of the caller; null for a top-level orchestration.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Orchestrator name of the caller; null for a top-level orchestration.</summary>
    public string? ParentName { get; init; }
}
