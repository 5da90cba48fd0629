namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>What a turn leaves behind.</summary>
/// <param name="Events">The lines to add to the history.</param>
internal sealed record TurnOutcome(IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The line that ended the execution; null while it goes on.</summary>
    public HistoryEvent? End { get; init; }

    /// <summary>Whether the orchestrator has begun: a delayed start may receive events before.</summary>
    public bool HasStarted { get; init; } = true;

    /// <summary>The custom status as JSON; null when this run has set none.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Version of the next run when it ended with continue-as-new; null keeps the present one.</summary>
    public string? NextVersion { get; init; }

    /// <summary>Events that the next run receives when it ended with continue-as-new.</summary>
    public IReadOnlyList<HistoryEvent> CarriedEvents { get; init; } = [];

    /// <summary>The decisions among <see cref="Events"/>.</summary>
    public IEnumerable<HistoryEvent> Actions => Events.Where(line => line.Type.IsAction());

    /// <summary>Ends an execution whose code cannot go on.</summary>
    public static TurnOutcome Failed(DateTimeOffset now, IReadOnlyList<HistoryEvent> received, Exception exception)
    {
        HistoryEvent end = new(HistoryEventType.ExecutionFailed, now) { Failure = Failures.From(exception) };
        return new TurnOutcome([new(HistoryEventType.TurnStarted, now), .. received, end]) { End = end };
    }
}
