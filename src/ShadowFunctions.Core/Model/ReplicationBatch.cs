namespace ShadowFunctions.Core.Model;

/// <summary>What one sampling pass copied from production into the shadow.</summary>
public sealed record ReplicationBatch
{
    /// <summary>Batch id: asking for the same id again returns the recorded result and copies nothing.</summary>
    public required string Id { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Instant of the pass, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Rows written to the shadow (inserted, updated or deleted).</summary>
    public long Rows { get; init; }

    /// <summary>Bytes of column values written to the shadow.</summary>
    public long Bytes { get; init; }

    /// <summary>Rows read on production, the cost of the pass.</summary>
    public long RowsRead { get; init; }

    /// <summary>Seconds the pass would take at the allowed rate (rows ÷ rate): the time production was read for.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the pass stopped early or copied nothing; null when it copied all there was.</summary>
    public ReasonCode? Guard { get; init; }

    /// <summary>Why the copy was started anew in this pass; null when it went on.</summary>
    public ReasonCode? Restart { get; init; }

    /// <summary>True when more rows were waiting.</summary>
    public bool MoreWaiting { get; init; }

    /// <summary>Share of production's entities now present in the shadow, 0 to 1.</summary>
    public double Coverage { get; init; }
}
