namespace ShadowFunctions.Sql.Dialects;

/// <summary>What one execution of a statement on the shadow used, in the units in which its engine counts production's statements.</summary>
/// <param name="Failed">True when the statement ended with an error.</param>
/// <param name="LogicalWork">Free of noise: pages read and changed, on SQLite steps of its virtual machine.</param>
/// <param name="DataPages">Pages that storage had to serve or take; on SQLite all pages asked for.</param>
/// <param name="LogBytes">Log bytes; on SQLite estimated: rows changed × mean row size of the table.</param>
/// <param name="ResultBytes">Bytes of the values returned.</param>
/// <param name="CpuSeconds">CPU time of the executing thread.</param>
/// <param name="Seconds">Wall-clock time.</param>
public readonly record struct StatementMeasure(
    bool Failed, long LogicalWork, long DataPages, long LogBytes, long ResultBytes, double CpuSeconds, double Seconds)
{
    /// <summary>Rows returned or changed.</summary>
    public long Rows { get; init; }

    /// <summary>Shape of the plan; null when the engine does not tell.</summary>
    public string? PlanHash { get; init; }
}
