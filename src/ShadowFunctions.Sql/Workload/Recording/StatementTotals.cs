using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>What all executions of a statement used together.</summary>
public sealed record StatementTotals
{
    // Measured: a record of PostgreSQL that changes one row of a few columns.
    private const double BytesPerRecord = 60;

    /// <summary>Executions that ended regularly; only they are load.</summary>
    public double Executions { get; init; }

    /// <summary>Executions that clients or errors ended; counted apart, their use is in nothing else.</summary>
    public double Aborted { get; init; }

    /// <summary>CPU seconds; where the engine tells none, seconds in the executor without its waits for storage.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Elapsed seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>Pages read, from memory or storage.</summary>
    public double LogicalReads { get; init; }

    /// <summary>Pages that were not in memory.</summary>
    public double PhysicalReads { get; init; }

    /// <summary>Pages changed.</summary>
    public double Writes { get; init; }

    /// <summary>Log bytes.</summary>
    public double LogBytes { get; init; }

    /// <summary>Records in the log; 0 where the engine does not tell.</summary>
    public double LogRecords { get; init; }

    /// <summary>Whole pages in the log, written at their first change after a checkpoint; null where the engine logs none.</summary>
    public double? LogImages { get; init; }

    /// <summary>Rows returned or changed.</summary>
    public double Rows { get; init; }

    /// <summary>Highest memory of one execution, bytes; null where the engine does not tell.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Shape of the plan most executions ran under; null when unknown.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Both together.</summary>
    public StatementTotals Plus(StatementTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(other, (a, b) => a + b) with
        {
            MemoryBytes = MemoryBytes is { } mine && other.MemoryBytes is { } its ? Math.Max(mine, its) : MemoryBytes ?? other.MemoryBytes,
            PlanHash = other.Executions > Executions ? other.PlanHash ?? PlanHash : PlanHash ?? other.PlanHash,
        };
    }

    /// <summary>What was added since an earlier reading; everything when the server forgot the statement in between.</summary>
    public StatementTotals Since(StatementTotals earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.Executions > Executions ? this : Combine(earlier, (now, then) => Math.Max(0, now - then));
    }

    /// <summary>Cost per regular execution. Logical work is pages touched; data pages are those that storage had to serve or take.</summary>
    public TemplateCost Cost(string templateId)
    {
        double Mean(double total) => Executions > 0 ? total / Executions : 0;
        return new TemplateCost
        {
            TemplateId = templateId,
            Executions = (long)Math.Round(Executions),
            Errors = (long)Math.Round(Aborted),
            CpuSeconds = Mean(CpuSeconds),
            LogicalWork = Mean(LogicalReads + Writes),
            DataPages = Mean(PhysicalReads + Writes),
            PagesRead = Mean(LogicalReads),
            PagesMissed = Mean(PhysicalReads),
            LogBytes = Mean(LogBytes),
            LogImages = LogImages is { } images ? Mean(images) : null,
            LogImageBytes = Mean(ImageBytes),
            Rows = Mean(Rows),
            DurationSeconds = Mean(DurationSeconds),
            MemoryBytes = MemoryBytes,
            PlanHash = PlanHash,
        };
    }

    /// <summary>What a log holds beyond the usual size of its records is images, up to a page each.</summary>
    private double ImageBytes => Math.Clamp(LogBytes - (BytesPerRecord * LogRecords), 0, PageGroup.PageBytes * (LogImages ?? 0));

    private StatementTotals Combine(StatementTotals other, Func<double, double, double> combine) => this with
    {
        Executions = combine(Executions, other.Executions),
        Aborted = combine(Aborted, other.Aborted),
        CpuSeconds = combine(CpuSeconds, other.CpuSeconds),
        DurationSeconds = combine(DurationSeconds, other.DurationSeconds),
        LogicalReads = combine(LogicalReads, other.LogicalReads),
        PhysicalReads = combine(PhysicalReads, other.PhysicalReads),
        Writes = combine(Writes, other.Writes),
        LogBytes = combine(LogBytes, other.LogBytes),
        LogRecords = combine(LogRecords, other.LogRecords),
        LogImages = LogImages is { } mine && other.LogImages is { } its ? combine(mine, its) : null,
        Rows = combine(Rows, other.Rows),
    };
}
