namespace ShadowFunctions.Sql.Schema;

/// <summary>The tables of a database, by name.</summary>
/// <param name="Tables">Tables in order of their names.</param>
public sealed record DatabaseSchema(IReadOnlyList<TableSchema> Tables)
{
    /// <summary>The table of that name; null when there is none.</summary>
    public TableSchema? Find(string name) =>
        Tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
}
