using System.Text.Json.Serialization;

namespace ShadowFunctions.Local.Cloud;

/// <summary>One operation the emulated cloud accepted. Entries of the operation log.</summary>
public sealed record CloudOperation
{
    /// <summary>Id, derived from seed, resource and ordinal.</summary>
    public required Guid Id { get; init; }

    /// <summary>The resource it changes.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Number of the operation in the resource's life, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The platform's name of it, for example <c>UpdateLogicalDatabase</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Size before; null for a creation.</summary>
    public string? From { get; init; }

    /// <summary>Size after.</summary>
    public required string To { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ends (ended, will end) unless cancelled, UTC.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Requests for this very change: 1, and one more for each repeat while it ran.</summary>
    public int Patches { get; init; } = 1;

    /// <summary>What the client called the request (<c>x-ms-client-request-id</c>); null when it did not say.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>When it was called off, UTC; null when it was not.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>What goes wrong with it; null when nothing does.</summary>
    public OperationFault? Fault { get; init; }

    /// <summary>Where it stands at an instant.</summary>
    public CloudOperationState StateAt(DateTimeOffset now) =>
        CancelledAt is not null ? CloudOperationState.Cancelled
        : now < ReadyAt || Fault is { Kind: OperationFaultKind.Stuck } ? CloudOperationState.InProgress
        : Fault is { Kind: OperationFaultKind.Fails } ? CloudOperationState.Failed
        : CloudOperationState.Succeeded;

    /// <summary>True for an operation that changes the size.</summary>
    [JsonIgnore]
    public bool IsResize => From is not null;
}
