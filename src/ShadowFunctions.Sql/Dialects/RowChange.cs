namespace ShadowFunctions.Sql.Dialects;

/// <summary>One entry of production's change log: this row was inserted, updated or deleted. The log says which row, never what is in it.</summary>
/// <param name="Position">Position in the log, ascending.</param>
/// <param name="Table">The table.</param>
/// <param name="Key">The row's key, in the order of the table's key columns; null when all rows were removed at once.</param>
public sealed record RowChange(long Position, string Table, object?[]? Key);
