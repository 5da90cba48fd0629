namespace ShadowFunctions.Sql.Schema;

/// <summary>One stored column; computed columns are left out because the shadow computes them itself.</summary>
/// <param name="Name">Name as declared.</param>
/// <param name="Kind">What it was declared to hold.</param>
/// <param name="NotNull">True when it cannot be null.</param>
public sealed record ColumnSchema(string Name, ColumnKind Kind, bool NotNull);
