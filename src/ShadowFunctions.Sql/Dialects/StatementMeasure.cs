namespace ShadowFunctions.Sql.Dialects;

/// <summary>What one execution of a statement on the shadow used.</summary>
/// <param name="Failed">True when the statement ended with an error.</param>
/// <param name="LogicalWork">Engine steps; free of noise.</param>
/// <param name="DataPages">Data pages asked for, from memory or from the file, and written.</param>
/// <param name="LogBytes">Estimated log bytes: rows changed × mean row size of the table.</param>
/// <param name="ResultBytes">Bytes of the values returned.</param>
/// <param name="CpuSeconds">CPU time of the executing thread.</param>
/// <param name="Seconds">Wall-clock time.</param>
public readonly record struct StatementMeasure(
    bool Failed, long LogicalWork, long DataPages, long LogBytes, long ResultBytes, double CpuSeconds, double Seconds);
