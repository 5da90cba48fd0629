using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Workload;

/// <summary>One step of load on the shadow.</summary>
/// <param name="AskedPerSecond">Arrivals asked for.</param>
/// <param name="AchievedPerSecond">Arrivals completed.</param>
/// <param name="Concurrency">Mean number at the server.</param>
/// <param name="CpuVCores">CPU of the server; null when unknown.</param>
/// <param name="Latency">Latency; null when nothing was completed.</param>
/// <param name="Errors">Statements that failed.</param>
/// <param name="StealShare">Share of CPU time the machine's host took away; null when unknown.</param>
/// <param name="ProbeRatio">Slowness of the machine as a multiple of its best.</param>
/// <param name="Rejected">Windows thrown away before this one.</param>
/// <param name="IsDisturbed">True when the last repeat was disturbed too.</param>
public sealed record RehearsalStep(
    double AskedPerSecond, double AchievedPerSecond, double Concurrency, double? CpuVCores, LatencySummary? Latency, long Errors,
    double? StealShare, double ProbeRatio, int Rejected, bool IsDisturbed);
