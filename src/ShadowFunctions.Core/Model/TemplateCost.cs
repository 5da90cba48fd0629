namespace ShadowFunctions.Core.Model;

/// <summary>What one execution of a statement costs, measured.</summary>
public sealed record TemplateCost
{
    /// <summary>The statement's fingerprint.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Executions measured.</summary>
    public long Executions { get; init; }

    /// <summary>Executions that failed.</summary>
    public long Errors { get; init; }

    /// <summary>CPU seconds per execution; noisy, shown beside the logical work.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Logical work per execution (engine steps or pages touched): free of noise, comparable between shadow states.</summary>
    public double LogicalWork { get; init; }

    /// <summary>Shape of the plan it ran under; null when the engine does not tell.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Data pages read and written per execution.</summary>
    public double DataPages { get; init; }

    /// <summary>Pages read per execution, from memory or storage; null where the engine does not count them.</summary>
    public double? PagesRead { get; init; }

    /// <summary>Pages read from storage per execution; null where the engine does not count them.</summary>
    public double? PagesMissed { get; init; }

    /// <summary>Log bytes per execution.</summary>
    public double LogBytes { get; init; }

    /// <summary>Whole pages logged per execution, at their first change after a checkpoint; null where the engine logs none.</summary>
    public double? LogImages { get; init; }

    /// <summary>The part of <see cref="LogBytes"/> that is whole pages.</summary>
    public double LogImageBytes { get; init; }

    /// <summary>Result bytes sent per execution.</summary>
    public double ResultBytes { get; init; }

    /// <summary>Rows returned or changed per execution; null when not measured.</summary>
    public double? Rows { get; init; }

    /// <summary>Highest working memory of one execution, bytes; null when not measured.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Elapsed seconds per execution; null when not measured.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>99th percentile latency in milliseconds, free of coordinated omission; null when not measured.</summary>
    public double? LatencyP99Milliseconds { get; init; }
}
