using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What one rehearsal does.</summary>
/// <param name="RunId">Id of the run: the same id returns the recorded result.</param>
/// <param name="At">Instant of the run, UTC.</param>
/// <param name="Profile">The mix to run.</param>
/// <param name="Settings">Limits.</param>
/// <param name="Seed">Seed of arrivals and parameters: same seed, same statements in the same order.</param>
public sealed record WorkloadRunRequest(string RunId, DateTimeOffset At, WorkloadProfile Profile, WorkloadSettings Settings, int Seed);
