using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>Statements that every dialect understands, built from quoted names and parameters only.</summary>
internal static class SqlText
{
    public static string Columns(ISqlDialect dialect, IEnumerable<string> columns) => string.Join(", ", columns.Select(dialect.Quote));

    /// <summary><c>(a = @p0 AND b = @p1) OR (a = @p2 AND b = @p3)</c>; one column becomes an IN list.</summary>
    public static string AnyOf(ISqlDialect dialect, IReadOnlyList<string> columns, int sets)
    {
        if (columns.Count == 1)
        {
            return $"{dialect.Quote(columns[0])} IN ({string.Join(", ", Enumerable.Range(0, sets).Select(i => $"@p{i}"))})";
        }

        return string.Join(" OR ", Enumerable.Range(0, sets).Select(s =>
            $"({string.Join(" AND ", columns.Select((c, i) => $"{dialect.Quote(c)} = @p{(s * columns.Count) + i}"))})"));
    }

    /// <summary>The rows after a key: <c>a &gt; @p0 OR (a = @p0 AND b &gt; @p1)</c>. Row values are not known to every engine.</summary>
    public static string After(ISqlDialect dialect, IReadOnlyList<string> key) =>
        string.Join(" OR ", key.Select((column, i) =>
            $"({string.Concat(key.Take(i).Select((c, j) => $"{dialect.Quote(c)} = @p{j} AND "))}{dialect.Quote(column)} > @p{i})"));

    public static string Page(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, bool first, int limit)
    {
        var where = first ? "" : $" WHERE {After(dialect, table.Key)}";
        return dialect.Limit(
            $"SELECT {Columns(dialect, columns)} FROM {dialect.Quote(table.Name)}{where} ORDER BY {Columns(dialect, table.Key)}", limit);
    }

    public static string Select(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<string> by, int sets) =>
        $"SELECT {Columns(dialect, columns)} FROM {dialect.Quote(table.Name)} WHERE {AnyOf(dialect, by, sets)} ORDER BY {Columns(dialect, table.Key)}";

    public static string Delete(ISqlDialect dialect, TableSchema table) =>
        $"DELETE FROM {dialect.Quote(table.Name)} WHERE {AnyOf(dialect, table.Key, 1)}";
}
