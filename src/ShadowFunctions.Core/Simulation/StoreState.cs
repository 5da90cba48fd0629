namespace ShadowFunctions.Core.Simulation;

/// <summary>Everything a simulated store carries from one minute to the next.</summary>
public sealed record StoreState
{
    /// <summary>First minute not yet simulated, UTC.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>Size in force at the start of <see cref="Minute"/>.</summary>
    public required string Size { get; init; }

    /// <summary>Switches at or after <see cref="Minute"/>, in time order.</summary>
    public IReadOnlyList<SizeSwitch> Switches { get; init; } = [];

    /// <summary>Resizes accepted so far.</summary>
    public int Resizes { get; init; }

    /// <summary>Nothing is served before this instant: a switch still drops connections.</summary>
    public DateTimeOffset BlockedUntil { get; init; }

    /// <summary>When the last switch took effect, UTC: the cache is cold for some minutes after it. Null before the first.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>True when a switch fell into the minute before <see cref="Minute"/>: its metrics are missing.</summary>
    public bool SwitchedInLastMinute { get; init; }

    /// <summary>Work waiting, vCore-minutes per minute of arrival, oldest first.</summary>
    public IReadOnlyList<double> BacklogVCoreMinutes { get; init; } = [];

    /// <summary>Minimum vCores billed while serverless; null takes the size's own.</summary>
    public double? MinVCores { get; init; }
}
