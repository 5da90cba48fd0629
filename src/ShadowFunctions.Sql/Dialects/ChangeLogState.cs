namespace ShadowFunctions.Sql.Dialects;

/// <summary>How far production's change log reaches.</summary>
/// <param name="Oldest">Lowest position from which nothing is missing: changes after it can be read.</param>
/// <param name="Newest">Position of the last change.</param>
public sealed record ChangeLogState(long Oldest, long Newest);
