namespace ShadowFunctions.Api;

/// <summary>What one statement takes on production.</summary>
public sealed record StatementView
{
    /// <summary>The statement's fingerprint: what a scenario's rates are given by.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The beginning of its text, without literals; null when it was not kept.</summary>
    public string? Text { get; init; }

    /// <summary>Executions per second in the usual mix; 0 when it is not part of it.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>CPU seconds per execution; null when nothing can be said.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Standard deviation of <see cref="CpuSeconds"/>; null without a load model.</summary>
    public double? CpuSecondsDeviation { get; init; }

    /// <summary>vCores it takes in the usual mix.</summary>
    public double CpuVCores { get; init; }

    /// <summary>Logical work per execution.</summary>
    public double LogicalWork { get; init; }

    /// <summary>How its work grows with the data (1 is production's present size); null when unknown.</summary>
    public string? Growth { get; init; }

    /// <summary>What cannot be said of it, and why; null when all can.</summary>
    public string? Unreliable { get; init; }
}
