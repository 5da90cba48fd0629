namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>What a session has used: CPU ms, pages read, pages not in memory, pages written, log bytes.</summary>
internal readonly record struct SessionUse(long CpuMs, long Reads, long Misses, long Writes, long LogBytes)
{
    /// <summary>What was used beyond another amount; never below 0.</summary>
    public SessionUse Since(SessionUse other) => new(
        Math.Max(0, CpuMs - other.CpuMs), Math.Max(0, Reads - other.Reads), Math.Max(0, Misses - other.Misses), Math.Max(0, Writes - other.Writes),
        Math.Max(0, LogBytes - other.LogBytes));
}
