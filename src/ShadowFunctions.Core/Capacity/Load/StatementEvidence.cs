using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>All that is known about one statement.</summary>
public sealed record StatementEvidence
{
    /// <summary>The statement's fingerprint.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Its counters on production; null when production has never run it.</summary>
    public StatementCounters? Production { get; init; }

    /// <summary>Its counters in rehearsals on the shadow; null when it was not rehearsed.</summary>
    public StatementCounters? Shadow { get; init; }

    /// <summary>CPU seconds per execution in rehearsals on the shadow; null when unknown.</summary>
    public double? ShadowCpuSeconds { get; init; }

    /// <summary>Pages touched at nested fractions of production, with the plan's shape.</summary>
    public IReadOnlyList<GrowthPoint> Growth { get; init; } = [];

    /// <summary>CPU seconds beside pages at those fractions, back to back on one connection.</summary>
    public IReadOnlyList<WorkPoint> Work { get; init; } = [];

    /// <summary>Per checkpoint interval of production: executions and the full-page images they logged.</summary>
    public IReadOnlyList<ImagePoint> LogImages { get; init; } = [];

    /// <summary>Shape of the plan production would choose; null when unknown.</summary>
    public string? ProductionPlanHash { get; init; }

    /// <summary>Production's intervals; empty when only the whole is known.</summary>
    public IReadOnlyList<IntervalMean> Intervals { get; init; } = [];

    /// <summary>Which plans production would run it under, at today's data and at the sizes asked for; empty when it cannot be asked.</summary>
    public IReadOnlyList<PlanOutlook> Plans { get; init; } = [];

    /// <summary>Parallel workers per execution in rehearsals on the shadow.</summary>
    public double ShadowWorkers { get; init; }
}
