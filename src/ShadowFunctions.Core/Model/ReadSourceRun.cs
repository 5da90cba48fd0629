namespace ShadowFunctions.Core.Model;

/// <summary>One read source from intent to removal. Its id names the database, so that however often it is asked for, one is made.</summary>
public sealed record ReadSourceRun
{
    /// <summary>Id of the run: store and instant.</summary>
    public required string Id { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>What it is.</summary>
    public required ReadSource Kind { get; init; }

    /// <summary>When it was intended, UTC; a restore goes back to a little before.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When it is removed whatever has become of it, UTC.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Where it stands.</summary>
    public ReadSourceStatus Status { get; init; }

    /// <summary>When it could be read first, UTC; null before.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Where it can be read, without secrets; null before it is ready.</summary>
    public string? Connection { get; init; }

    /// <summary>What it costs, price list's currency per hour.</summary>
    public double CostPerHour { get; init; }

    /// <summary>What the store's read sources before it had cost since midnight UTC when it was intended, price list's currency.</summary>
    public double EarlierToday { get; init; }

    /// <summary>When it was gone, UTC; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it could not be made or used; null when it could.</summary>
    public string? Error { get; init; }
}
