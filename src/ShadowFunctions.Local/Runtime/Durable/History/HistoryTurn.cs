namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>One turn of a history: what was received, what was decided, and how it ended (null: still going).</summary>
internal sealed record HistoryTurn(
    DateTimeOffset StartedAt,
    IReadOnlyList<HistoryEvent> Received,
    IReadOnlyList<HistoryEvent> Actions,
    HistoryEvent? End)
{
    /// <summary>Cuts a history at its <see cref="HistoryEventType.TurnStarted"/> lines.</summary>
    /// <exception cref="InvalidDataException">The history does not begin with a turn.</exception>
    public static IEnumerable<HistoryTurn> Split(IReadOnlyList<HistoryEvent> history)
    {
        for (int start = 0, next; start < history.Count; start = next)
        {
            if (history[start].Type != HistoryEventType.TurnStarted)
            {
                throw new InvalidDataException($"Line {start} of the history is {history[start].Type}; a TurnStarted was expected.");
            }

            for (next = start + 1; next < history.Count && history[next].Type != HistoryEventType.TurnStarted; next++)
            {
            }

            HistoryEvent[] lines = [.. history.Skip(start + 1).Take(next - start - 1)];
            yield return new HistoryTurn(
                history[start].Timestamp,
                [.. lines.Where(line => line.Type.IsReceived())],
                [.. lines.Where(line => line.Type.IsAction())],
                lines.SingleOrDefault(line => line.Type.IsEnd()));
        }
    }
}
