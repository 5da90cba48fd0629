namespace ShadowFunctions.Core.Model;

/// <summary>Limits of the sampled replication from production into the shadow.</summary>
public sealed record ReplicationSettings
{
    /// <summary>False switches sampling off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Table whose rows are the entities that are sampled; null finds it from the foreign keys.</summary>
    public string? EntityRoot { get; init; }

    /// <summary>Share of entities copied, 0 to 1 (universe sampling by entity key).</summary>
    public double SampleFraction { get; init; } = 0.01;

    /// <summary>Upper limit in rows per second, at least 1.</summary>
    public double MaxRowsPerSecond { get; init; } = 500;

    /// <summary>Lower limit in rows per second to which adaptation may fall, at least 1.</summary>
    public double MinRowsPerSecond { get; init; } = 10;

    /// <summary>Upper limit in bytes per second, at least 1024.</summary>
    public double MaxBytesPerSecond { get; init; } = 1_048_576;

    /// <summary>Share of production's CPU, I/O, log and workers that must be free before anything is read, 0 to 1.</summary>
    public double MinHeadroomFraction { get; init; } = 0.25;

    /// <summary>
    /// Largest share of production's vCores that is at work for a pass, 0.001 to 0.2. At the default so few of production's statements meet the pass that their
    /// 99th percentile does not tell; where production writes more than that share can work off, the copy grows old and is made anew.
    /// </summary>
    public double MaxProductionShare { get; init; } = 0.005;

    /// <summary>
    /// Production's vCores, by which engines that do not tell their own limits (PostgreSQL) judge headroom during a pass; null if unknown, which counts as one for
    /// <see cref="MaxProductionShare"/>.
    /// </summary>
    public double? ProductionVCores { get; init; }

    /// <summary>Minutes between two sampling passes when nothing asks for more, at least 5.</summary>
    public int IntervalMinutes { get; init; } = 30;

    /// <summary>True refuses to sample when the server does not say of itself that it is a replica.</summary>
    public bool RequireReplica { get; init; }

    /// <summary>Where the sampler reads: production, or a database of our own made from it.</summary>
    public ReadSource ReadFrom { get; init; }

    /// <summary>True is the owner's word that a read source may hold production's data in clear, on the shadow server, while the sampler reads it.</summary>
    public bool AllowUnmaskedReadSource { get; init; }

    /// <summary>Masking rules per column; text columns without a rule are not copied.</summary>
    public IReadOnlyList<MaskingRule> Masking { get; init; } = [];
}
