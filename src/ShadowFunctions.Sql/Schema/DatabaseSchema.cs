namespace ShadowFunctions.Sql.Schema;

/// <summary>The tables of a database, by name.</summary>
/// <param name="Tables">Tables in order of their names.</param>
public sealed record DatabaseSchema(IReadOnlyList<TableSchema> Tables)
{
    /// <summary>What the shadow cannot hold as production does, one sentence each: types without support, tables without a key.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The table of that name; null when there is none.</summary>
    public TableSchema? Find(string name) =>
        Tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
}
