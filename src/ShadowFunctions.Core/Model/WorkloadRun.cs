namespace ShadowFunctions.Core.Model;

/// <summary>One rehearsal on the shadow and what it cost.</summary>
public sealed record WorkloadRun
{
    /// <summary>Run id: asking for the same id again returns the recorded result.</summary>
    public required string Id { get; init; }

    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>Instant of the run, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the profile that was run.</summary>
    public required string Profile { get; init; }

    /// <summary>Data of the shadow as a share of production's; null when unknown.</summary>
    public double? SampleFraction { get; init; }

    /// <summary>Cost per statement.</summary>
    public IReadOnlyList<TemplateCost> Costs { get; init; } = [];

    /// <summary>Fewest keys that one of its statements found to draw from; null when none draws keys.</summary>
    public int? FewestKeys { get; init; }

    /// <summary>What the whole run used.</summary>
    public ResourceUsage Usage { get; init; } = new(ResourceAmounts.Unknown);

    /// <summary>Statements executed.</summary>
    public long Statements { get; init; }

    /// <summary>Statements that failed.</summary>
    public long Errors { get; init; }

    /// <summary>Wall-clock seconds the run took.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the run stopped early or did not start; null when complete.</summary>
    public ReasonCode? Guard { get; init; }
}
