using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>One index of a SQL Server table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">1 clustered, 2 not; others (column store, XML, spatial) are left out.</param>
/// <param name="IsPrimary">True for the primary key.</param>
/// <param name="IsUnique">True when it lets no two rows be equal.</param>
/// <param name="Filter">The rows it holds; null for all.</param>
/// <param name="Keys">Its key columns, and whether each is descending.</param>
/// <param name="Included">Columns it carries.</param>
internal sealed record SqlServerIndex(
    string Name, int Type, bool IsPrimary, bool IsUnique, string? Filter, IReadOnlyList<(string Name, bool IsDescending)> Keys, IReadOnlyList<string> Included)
{
    public IReadOnlyList<string> Columns => [.. Keys.Select(k => k.Name)];

    /// <summary>Reads the rows of <see cref="TSql.Indexes"/> of one index.</summary>
    public static SqlServerIndex Of(IReadOnlyList<object?[]> rows)
    {
        var keys = rows.Where(r => (long)r[8]! > 0).OrderBy(r => (long)r[8]!).Select(r => ((string)r[7]!, (bool)r[9]!)).ToList();
        return new SqlServerIndex(
            (string)rows[0][2]!, (int)(long)rows[0][3]!, (bool)rows[0][4]!, (bool)rows[0][5]!, rows[0][6] as string, keys,
            [.. rows.Where(r => (long)r[8]! == 0).Select(r => (string)r[7]!)]);
    }

    /// <summary>
    /// The statement that makes it in the shadow. It is unique there only when no column can be null: masking may empty a column, and to this
    /// engine two nulls are equal.
    /// </summary>
    public string Create(TableSchema table)
    {
        var unique = IsUnique && Filter is null && Columns.All(c => table[c].NotNull) ? "UNIQUE " : "";
        var keys = string.Join(", ", Keys.Select(k => TSqlTables.Quote(k.Name) + (k.IsDescending ? " DESC" : "")));
        var included = Included.Count == 0 ? "" : $" INCLUDE ({string.Join(", ", Included.Select(TSqlTables.Quote))})";
        return $"CREATE {unique}NONCLUSTERED INDEX {TSqlTables.Quote(Name)} ON {TSqlTables.Name(table)} ({keys}){included}{(Filter is null ? "" : $" WHERE {Filter}")};";
    }
}
