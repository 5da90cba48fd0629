namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
/// <param name="InstanceId">The instance id; null lets the client choose one.</param>
/// <param name="StartAt">The earliest start; null means now.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = default)
{
    /// <summary>A copy.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Tags stored with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The version of the orchestration.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Names of the statuses in which an existing instance refuses the start; null is the host's default.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
