namespace ShadowFunctions.Core.Model;

/// <summary>One minute of one database of a pool.</summary>
/// <param name="CpuVCores">CPU used, mean over the minute, vCores; null without data (a gap, never zero).</param>
/// <param name="AtLimit">True when it had all that one database may take: it asked for at least that.</param>
public readonly record struct MemberMinute(double? CpuVCores, bool AtLimit = false);
