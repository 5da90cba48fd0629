namespace ShadowFunctions.Core.Model;

/// <summary>The reactive safety net of one store.</summary>
public sealed record TriggerSettings
{
    /// <summary>The size these settings were computed for.</summary>
    public required string ForSize { get; init; }

    /// <summary>When they were computed, UTC.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>CPU alert threshold in percent of the size.</summary>
    public double CpuPercent { get; init; } = 80;

    /// <summary>Data I/O alert threshold in percent.</summary>
    public double DataIoPercent { get; init; } = 85;

    /// <summary>Log write alert threshold in percent.</summary>
    public double LogWritePercent { get; init; } = 85;

    /// <summary>Workers alert threshold in percent.</summary>
    public double WorkersPercent { get; init; } = 80;

    /// <summary>Minutes over which the alert averages.</summary>
    public int WindowMinutes { get; init; } = 5;

    /// <summary>Serverless minimum vCores; null when not serverless.</summary>
    public double? ServerlessMinVCores { get; init; }

    /// <summary>Serverless auto-pause delay in minutes, -1 for never; null when not serverless.</summary>
    public int? ServerlessPauseDelayMinutes { get; init; }

    /// <summary>Pool: vCores guaranteed to each database; null while we have changed none of its limits.</summary>
    public double? PoolPerDatabaseMinVCores { get; init; }

    /// <summary>Pool: most vCores one database may take; null while we have changed none of its limits.</summary>
    public double? PoolPerDatabaseMaxVCores { get; init; }

    /// <summary>The per-database limits before our first change of them: removing the triggers puts them back; null when we never changed any.</summary>
    public PoolLimitsBefore? PoolBefore { get; init; }

    /// <summary>The serverless bounds before our first change of them: removing the triggers puts them back; null when we never changed any.</summary>
    public ServerlessBounds? ServerlessBefore { get; init; }

    /// <summary>Why these values.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
