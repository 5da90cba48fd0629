namespace ShadowFunctions.Sql.Load;

/// <summary>Counters of a server that only grow, at one instant, and a few amounts; unknown ones are null.</summary>
public sealed record ServerCounters
{
    /// <summary>CPU seconds of the server's processes, or of this process's threads for an embedded engine.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Pages read from memory or storage.</summary>
    public double? LogicalReads { get; init; }

    /// <summary>Pages changed.</summary>
    public double? LogicalWrites { get; init; }

    /// <summary>Pages that were not in memory.</summary>
    public double? PhysicalReads { get; init; }

    /// <summary>Pages written to storage.</summary>
    public double? PhysicalWrites { get; init; }

    /// <summary>Log bytes.</summary>
    public double? LogBytes { get; init; }

    /// <summary>Bytes sent and received.</summary>
    public double? NetworkBytes { get; init; }

    /// <summary>Seconds sessions spent waiting, by kind of wait.</summary>
    public IReadOnlyDictionary<string, double> WaitSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>Memory in use, bytes; an amount and no counter.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Sessions at work, the reader's own aside; an amount.</summary>
    public double? Workers { get; init; }

    /// <summary>Bytes the database holds; an amount.</summary>
    public double? StorageBytes { get; init; }

    /// <summary>The counters of both; amounts stay as they are. What one of them does not know is not known of both.</summary>
    public ServerCounters Plus(ServerCounters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            CpuSeconds = CpuSeconds + other.CpuSeconds,
            LogicalReads = LogicalReads + other.LogicalReads,
            LogicalWrites = LogicalWrites + other.LogicalWrites,
            PhysicalReads = PhysicalReads + other.PhysicalReads,
            PhysicalWrites = PhysicalWrites + other.PhysicalWrites,
            LogBytes = LogBytes + other.LogBytes,
            NetworkBytes = NetworkBytes + other.NetworkBytes,
            WaitSeconds = WaitSeconds.Concat(other.WaitSeconds).GroupBy(w => w.Key).ToDictionary(g => g.Key, g => g.Sum(w => w.Value)),
        };
    }

    /// <summary>What happened since an earlier reading.</summary>
    public ServerCounters Since(ServerCounters earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with
        {
            CpuSeconds = CpuSeconds - earlier.CpuSeconds,
            LogicalReads = LogicalReads - earlier.LogicalReads,
            LogicalWrites = LogicalWrites - earlier.LogicalWrites,
            PhysicalReads = PhysicalReads - earlier.PhysicalReads,
            PhysicalWrites = PhysicalWrites - earlier.PhysicalWrites,
            LogBytes = LogBytes - earlier.LogBytes,
            NetworkBytes = NetworkBytes - earlier.NetworkBytes,
            WaitSeconds = WaitSeconds.ToDictionary(w => w.Key, w => w.Value - earlier.WaitSeconds.GetValueOrDefault(w.Key)),
        };
    }
}
