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

    /// <summary>Why nothing may be said about it at all; null when something may.</summary>
    public string? Unreliable { get; init; }

    /// <summary>Why nothing may be said about it at another data size; null when something may.</summary>
    public string? UnreliableGrowth { get; init; }
}
