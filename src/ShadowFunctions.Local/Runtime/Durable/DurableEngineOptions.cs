namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Settings of the durable engine.</summary>
/// <param name="DatabasePath">The SQLite file that holds everything; it is created when missing.</param>
public sealed record DurableEngineOptions(string DatabasePath)
{
    /// <summary>Activities that may run at a time. Default: eight per processor.</summary>
    public int MaxConcurrentActivities { get; init; } = 8 * Environment.ProcessorCount;

    /// <summary>Orchestrator turns that may run at a time. Default: one per processor.</summary>
    public int MaxConcurrentTurns { get; init; } = Environment.ProcessorCount;

    /// <summary>Orchestrations kept in memory between turns; others replay their history. 0 replays at every turn.</summary>
    public int MaxSessions { get; init; } = 4096;

    /// <summary>Enters the instance ids that the engine chooses.</summary>
    public int Seed { get; init; }

    /// <summary>How long a graceful stop waits for running activities before it cancels them (wall-clock seconds).</summary>
    public double StopGraceSeconds { get; init; } = 5;

    /// <summary>Checks the limits.</summary>
    /// <exception cref="ArgumentException">A limit is out of range; the message names it.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(DatabasePath);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentTurns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxSessions);
        ArgumentOutOfRangeException.ThrowIfNegative(StopGraceSeconds);
    }
}
