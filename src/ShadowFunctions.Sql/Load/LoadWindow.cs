namespace ShadowFunctions.Sql.Load;

/// <summary>One measured window: what the load saw, what the server used, how the machine did.</summary>
/// <param name="Load">The load.</param>
/// <param name="Used">What the server used over warm-up and window together.</param>
/// <param name="UsedSeconds">Seconds that <paramref name="Used"/> stands for.</param>
/// <param name="StealShare">Share of the machine's CPU time that its host took away, 0 to 1; null when unknown.</param>
/// <param name="ProbeRatio">Time of a fixed piece of work around the window, as a multiple of the best ever seen.</param>
/// <param name="Rejected">Windows that were thrown away before this one because the machine was disturbed.</param>
/// <param name="IsDisturbed">True when even the last repeat was disturbed: take its times with care.</param>
public sealed record LoadWindow(
    LoadResult Load, ServerCounters Used, double UsedSeconds, double? StealShare, double ProbeRatio, int Rejected, bool IsDisturbed);
