using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What one sampling pass may do.</summary>
/// <param name="BatchId">Id of the pass: the same id never copies twice.</param>
/// <param name="At">Instant of the pass, UTC.</param>
/// <param name="Settings">Fractions, masking and limits.</param>
/// <param name="RowsPerSecond">Rows per second allowed now (adapted).</param>
/// <param name="WindowSeconds">Seconds the pass may last: rows allowed = rate × window.</param>
/// <param name="Headroom">Free share of production's scarcest limit now, 0 to 1; null when unknown, which stops the pass.</param>
/// <param name="Seed">Seed of masking salt in local use and of sampling.</param>
public sealed record ReplicationRequest(
    string BatchId, DateTimeOffset At, ReplicationSettings Settings, double RowsPerSecond, double WindowSeconds, double? Headroom, int Seed);
