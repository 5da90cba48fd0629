namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>
/// The last two readings of cumulative statistics. Differences are taken from the newer one unless it is so young that a repeated question
/// would see a window of seconds; then from the older.
/// </summary>
/// <param name="Older">The reading before; null at first.</param>
/// <param name="Newer">The last reading.</param>
public sealed record SnapshotPair(StatementSnapshot? Older, StatementSnapshot Newer)
{
    /// <summary>Share of the asked window that must have passed since a reading for it to be a window's start.</summary>
    private const double EnoughOfWindow = 0.5;

    /// <summary>The part of a reading that belongs to a window, and what to keep for the next one.</summary>
    public static (RecordedStatements Recorded, SnapshotPair Kept) Window(SnapshotPair? kept, RecordedStatements now, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(now);
        var reading = StatementSnapshot.Of(now);
        if (kept is null)
        {
            return (now, new SnapshotPair(null, reading));
        }

        return now.To - kept.Newer.To >= window * EnoughOfWindow
            ? (now.Since(kept.Newer), new SnapshotPair(kept.Newer, reading))
            : (kept.Older is { } older ? now.Since(older) : now, kept);
    }
}
