namespace ShadowFunctions.Local.Cloud;

/// <summary>How the emulated cloud is set up.</summary>
public sealed record EmulatedCloudOptions
{
    /// <summary>Folder of <c>cloud.db</c>; made when missing.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Source of all chance.</summary>
    public required long Seed { get; init; }

    /// <summary>The clock the world lives by. The world moves only when the clock did.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The resources that exist from the start. One already persisted keeps its persisted state.</summary>
    public required IReadOnlyList<EmulatedResource> Resources { get; init; }

    /// <summary>Failures to play.</summary>
    public FaultScript Faults { get; init; } = FaultScript.None;

    /// <summary>Minutes until a minute's metrics can be read.</summary>
    public int MetricsDelayMinutes { get; init; } = 2;

    /// <summary>Days of metrics kept, as in Azure Monitor.</summary>
    public int MetricsRetentionDays { get; init; } = 93;

    /// <summary>Seconds a client is asked to wait between polls of an operation.</summary>
    public int RetryAfterSeconds { get; init; } = 15;

    /// <summary>True puts long signed query parameters (about 3 kB) on operation URLs, which must come back unchanged.</summary>
    public bool SignedOperationUrls { get; init; }

    /// <summary>Which headers a 202 carries.</summary>
    public OperationHeaders OperationHeaders { get; init; } = OperationHeaders.Both;

    /// <summary>True answers 429 to writes above the published throttle (200 at once, 10 a second).</summary>
    public bool EnforceWriteThrottle { get; init; }

    /// <summary>Is told of every request as it arrives, on the thread that serves it.</summary>
    public Action<ObservedRequest>? Observer { get; init; }

    /// <summary>Databases per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Who may do what. Where no entry fits, what the deployment's roles give.</summary>
    public IReadOnlyList<EmulatedAccess> Access { get; init; } = [];

    /// <summary>Sizes that a region does not sell.</summary>
    public IReadOnlyList<EmulatedRefusal> Refusals { get; init; } = [];

    /// <summary>Management locks.</summary>
    public IReadOnlyList<EmulatedLock> Locks { get; init; } = [];

    /// <summary>Whom alert rules call.</summary>
    public IReadOnlyList<EmulatedActionGroup> ActionGroups { get; init; } = [];

    /// <summary>How far the platform's clock, as its answers show it, is ahead of the app's.</summary>
    public TimeSpan ClockOffset { get; init; }

    internal EmulatedRefusal? RefusalOf(string region, string size) => Refusals.FirstOrDefault(r =>
        r.Region.Equals(region, StringComparison.OrdinalIgnoreCase) && r.Size.Equals(size, StringComparison.OrdinalIgnoreCase));
}
