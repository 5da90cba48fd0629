namespace ShadowFunctions.Bench.Capacity;

/// <summary>Counters of one statement over a window.</summary>
internal sealed record Counters(long Calls, double ExecutionSeconds, long Rows, long Hits, long Reads, long LogRecords, long LogImages, long LogBytes)
{
    public long Pages => Hits + Reads;

    public static Counters operator +(Counters a, Counters b) => a - (new Counters(0, 0, 0, 0, 0, 0, 0, 0) - b);

    public static Counters operator -(Counters a, Counters b) => new(
        a.Calls - b.Calls, a.ExecutionSeconds - b.ExecutionSeconds, a.Rows - b.Rows, a.Hits - b.Hits, a.Reads - b.Reads,
        a.LogRecords - b.LogRecords, a.LogImages - b.LogImages, a.LogBytes - b.LogBytes);
}

/// <summary>One measured window.</summary>
internal sealed record Window
{
    public required double Seconds { get; init; }

    public required double CpuSeconds { get; init; }

    /// <summary>Of it, CPU of the sessions that ran the load: the rest is background work and parallel workers.</summary>
    public double SessionCpuSeconds { get; init; }

    /// <summary>Sum of the response times, counted from when each statement was due.</summary>
    public double ResponseSeconds { get; init; }

    public required IReadOnlyDictionary<string, Counters> Statements { get; init; }

    /// <summary>CPU seconds per statement, where statements ran on connections of their own.</summary>
    public IReadOnlyDictionary<string, double> StatementCpuSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>Log bytes of the whole server (pg_stat_wal).</summary>
    public required double LogBytes { get; init; }

    public required double LogImages { get; init; }

    /// <summary>Share of the machine's CPU that the host took away.</summary>
    public required double Steal { get; init; }

    /// <summary>Share of the machine's CPU used by others than the server.</summary>
    public required double Foreign { get; init; }

    public required double ProbeMilliseconds { get; init; }

    public long Calls => Statements.Values.Sum(s => s.Calls);

    public long Pages => Statements.Values.Sum(s => s.Pages);

    public long Reads => Statements.Values.Sum(s => s.Reads);
}
