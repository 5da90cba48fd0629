namespace ShadowFunctions.Core.Model;

/// <summary>One change on production, from intent to verified outcome.</summary>
public sealed record ScaleOperation
{
    /// <summary>Id: one per decision.</summary>
    public required string Id { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The decision it carries out.</summary>
    public required string DecisionId { get; init; }

    /// <summary>Size before.</summary>
    public required string From { get; init; }

    /// <summary>Size asked for.</summary>
    public required string To { get; init; }

    /// <summary>What is asked for beside the size; null when nothing.</summary>
    public SizeExtras? Extras { get; init; }

    /// <summary>Data stored when it was intended, bytes; null when not known.</summary>
    public double? StoredBytes { get; init; }

    /// <summary>Resource ids in the order of their change, for a store with geo secondaries; null when only the store itself is changed.</summary>
    public IReadOnlyList<string>? Route { get; init; }

    /// <summary>Position on the route, 0 for the first: status, ticket and requests are those of this leg.</summary>
    public int Leg { get; init; }

    /// <summary>When the first leg was requested, UTC; null while it is the present one.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>Where it stands.</summary>
    public ScaleOperationStatus Status { get; init; } = ScaleOperationStatus.Intended;

    /// <summary>When the intent was recorded, UTC.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When the platform accepted it, UTC.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When the size asked for was in force, UTC.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>When the predicted demand would exceed the size before (moves up); null for moves down.</summary>
    public DateTimeOffset? NeededAt { get; init; }

    /// <summary>When waiting for it ends, UTC.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The platform's handle for resuming to poll, opaque; null when none was given.</summary>
    public string? Ticket { get; init; }

    /// <summary>Requests of ours that the platform accepted: 0 or 1 for each leg, never more.</summary>
    public int Patches { get; init; }

    /// <summary>When the platform first said that it had ended, UTC; the size decides whether it has.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>When the platform was asked to cancel it, UTC.</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>When a new decision may ask again, UTC: the platform did nothing, for now. Null when asking again will not help.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What held it back when its turn to be sent had come; null when nothing did. The decision that follows says it too.</summary>
    public Reason? Held { get; init; }

    /// <summary>The platform's error, when it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What is to be known of how it was made, however it ended; null when nothing.</summary>
    public string? Note { get; init; }
}
