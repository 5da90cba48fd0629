using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Which instances to read, in the order of their ids. Null means no limit of that kind.</summary>
internal sealed record InstancePage(int Limit)
{
    public string? AfterId { get; init; }

    public string? IdPrefix { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses { get; init; }
}
