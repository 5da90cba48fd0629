namespace ShadowFunctions.Core.Model;

/// <summary>What one shadow that we made has cost, and whether it may go on. Costs in the price list's currency.</summary>
public sealed record ShadowAccount
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Where the shadow can be reached, without secrets; null while it is being made or after it was removed.</summary>
    public string? Connection { get; init; }

    /// <summary>Size as last seen.</summary>
    public string? Size { get; init; }

    /// <summary>When it was last looked at, UTC: until then everything is charged.</summary>
    public DateTimeOffset? ChargedUntil { get; init; }

    /// <summary>True when it was paused at the last look.</summary>
    public bool Paused { get; init; }

    /// <summary>Hours it existed while it was looked at.</summary>
    public double Hours { get; init; }

    /// <summary>Hours of these in which it was not paused.</summary>
    public double AwakeHours { get; init; }

    /// <summary>Cost so far.</summary>
    public double Cost { get; init; }

    /// <summary>Cost that the last look added.</summary>
    public double CostAdded { get; init; }

    /// <summary>Cost since midnight UTC.</summary>
    public double CostToday { get; init; }

    /// <summary>Cost per hour over the last look.</summary>
    public double CostPerHour { get; init; }

    /// <summary>Part of <see cref="CostPerHour"/> that it costs whether it works or not.</summary>
    public double StandingPerHour { get; init; }

    /// <summary>Sampling passes counted at the last look.</summary>
    public int Batches { get; init; }

    /// <summary>Rehearsals counted at the last look.</summary>
    public int WorkloadRuns { get; init; }

    /// <summary>Why nothing is done with it for now; null while it works.</summary>
    public Reason? Parked { get; init; }

    /// <summary>When it was gone, having been removed because it was not worth its cost, UTC; null until it is gone.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>What the last look found wrong; null when nothing.</summary>
    public string? Error { get; init; }
}
