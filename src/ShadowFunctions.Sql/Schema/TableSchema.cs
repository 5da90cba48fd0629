namespace ShadowFunctions.Sql.Schema;

/// <summary>One table of production.</summary>
/// <param name="Name">Name as declared; with its schema before it where that is not the engine's default one.</param>
/// <param name="Columns">Stored columns in declared order.</param>
/// <param name="Key">Columns that tell rows apart: the primary key, else a unique index without nulls; empty when there is neither.</param>
/// <param name="ForeignKeys">References to other tables.</param>
/// <param name="Uniques">Further unique column sets, the key left out.</param>
/// <param name="Definition">Statements that create the table and its indexes, in the dialect's own words.</param>
public sealed record TableSchema(
    string Name,
    IReadOnlyList<ColumnSchema> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<ForeignKey> ForeignKeys,
    IReadOnlyList<IReadOnlyList<string>> Uniques,
    IReadOnlyList<string> Definition)
{
    /// <summary>The schema it lies in; null where the engine has none.</summary>
    public string? Schema { get; init; }

    /// <summary>The name without the schema.</summary>
    public string LocalName => Schema is { } schema && Name.StartsWith(schema + ".", StringComparison.Ordinal) ? Name[(schema.Length + 1)..] : Name;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ColumnSchema this[string column] => Columns[IndexOf(column)];

    /// <summary>Position of a column; -1 when there is none of that name.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The values of some columns of a full row.</summary>
    public object?[] Pick(object?[] row, IReadOnlyList<string> columns) => [.. columns.Select(c => row[IndexOf(c)])];
}
