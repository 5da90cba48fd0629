namespace ShadowFunctions.Sql.Dialects;

/// <summary>A part of production's change log that ends between two transactions.</summary>
/// <param name="Changes">Entries in order of position.</param>
/// <param name="Position">Position after which the next page begins.</param>
/// <param name="More">True when more was in the log at the instant of the snapshot.</param>
/// <param name="Work">How long production was at work for it; null where that is as long as it was waited for.</param>
public sealed record ChangePage(IReadOnlyList<RowChange> Changes, long Position, bool More, TimeSpan? Work = null);
