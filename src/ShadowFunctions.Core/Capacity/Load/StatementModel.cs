using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What one execution of a statement takes on production.</summary>
public sealed record StatementModel
{
    /// <summary>The statement's fingerprint.</summary>
    public required string TemplateId { get; init; }

    /// <summary>Pages, misses, log and result per execution at production's present size.</summary>
    public StatementCounters Counters { get; init; } = new();

    /// <summary>Relative error of <see cref="StatementCounters.Pages"/>: 0 when production counted them.</summary>
    public double PagesRelativeError { get; init; }

    /// <summary>How its pages grow with the data; null when unknown.</summary>
    public GrowthLaw? Growth { get; init; }

    /// <summary>Full-page images per checkpoint interval over executions; null when none were logged.</summary>
    public LogImageCurve? LogImages { get; init; }

    /// <summary>CPU seconds per further page.</summary>
    public double CpuSecondsPerPage { get; init; }

    /// <summary>Relative error of <see cref="CpuSecondsPerPage"/>.</summary>
    public double CpuPerPageRelativeError { get; init; }

    /// <summary>Relative error of <see cref="StatementCounters.Misses"/>: 0 when production counted them.</summary>
    public double MissesRelativeError { get; init; }

    /// <summary>How far its seconds differ from execution to execution (standard deviation); 0 when unknown.</summary>
    public double SecondsDeviation { get; init; }

    /// <summary>The same of its pages.</summary>
    public double PagesDeviation { get; init; }

    /// <summary>How far its misses differ from interval to interval (standard deviation); 0 when unknown.</summary>
    public double MissesDeviation { get; init; }

    /// <summary>Executions that production's figures are a mean of; 0 when unknown.</summary>
    public double Executions { get; init; }

    /// <summary>Plans at today's data and at other sizes; empty when unknown.</summary>
    public IReadOnlyList<PlanOutlook> Plans { get; init; } = [];

    /// <summary>True when production has run it, so that its cost is production's own.</summary>
    public bool Counted { get; init; }

    /// <summary>Why nothing may be said about it at all; null when something may.</summary>
    public string? Unreliable { get; init; }

    /// <summary>Why nothing may be said about it at another data size; null when something may.</summary>
    public string? UnreliableGrowth { get; init; }
}
