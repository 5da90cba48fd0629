namespace ShadowFunctions.Sql.Schema;

/// <summary>A reference from the rows of one table to the rows of another.</summary>
/// <param name="Table">The referring table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="ParentTable">The table referred to.</param>
/// <param name="ParentColumns">Its columns, in the order of <paramref name="Columns"/>.</param>
/// <param name="Actions">What the engine does when the parent row goes or moves, in its own words; empty for nothing.</param>
public sealed record ForeignKey(
    string Table, IReadOnlyList<string> Columns, string ParentTable, IReadOnlyList<string> ParentColumns, string Actions = "")
{
    /// <summary>True when a table refers to itself.</summary>
    public bool IsSelf => string.Equals(Table, ParentTable, StringComparison.OrdinalIgnoreCase);
}
