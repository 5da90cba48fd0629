namespace ShadowFunctions.Sql.Dialects;

/// <summary>How far production's change log reaches.</summary>
/// <param name="Oldest">Lowest position from which nothing is missing: changes after it can be read.</param>
/// <param name="Newest">Highest position the log knows of; a position beyond it belongs to another log.</param>
/// <param name="Start">Position for a copy that begins now: every change after it that the snapshot does not show is still in the log.</param>
public sealed record ChangeLogState(long Oldest, long Newest, long Start);
