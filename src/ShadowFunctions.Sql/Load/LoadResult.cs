namespace ShadowFunctions.Sql.Load;

/// <summary>What a run of a load brought.</summary>
public sealed record LoadResult
{
    /// <summary>Arrivals per second that were due in the measured time.</summary>
    public required double AskedPerSecond { get; init; }

    /// <summary>Units completed per second of the time from the first measured arrival to the end of the last, or of the course when that is longer.</summary>
    public required double AchievedPerSecond { get; init; }

    /// <summary>Measured seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Units that were due in the measured time.</summary>
    public required long Due { get; init; }

    /// <summary>Units completed.</summary>
    public required long Completed { get; init; }

    /// <summary>Units that were due but not begun when the run was cut; they count in the latency with the time they had waited until then.</summary>
    public long Unfinished { get; init; }

    /// <summary>Per statement.</summary>
    public required IReadOnlyList<StatementResult> Statements { get; init; }

    /// <summary>Latency of units; null when none was completed.</summary>
    public required LatencySummary? Latency { get; init; }

    /// <summary>Mean number of units at the server.</summary>
    public required double BusyConnections { get; init; }

    /// <summary>Errors by message, the most frequent first; texts of the engine, cut short.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Why it ended early; null when it ran to its end.</summary>
    public ReasonToStop? Stopped { get; init; }
}
