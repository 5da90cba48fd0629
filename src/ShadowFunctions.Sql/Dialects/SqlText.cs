using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// Statements that every dialect understands, built from quoted names and parameters only. Columns are qualified: a column read as text must
/// still be compared and sorted by itself.
/// </summary>
internal static class SqlText
{
    private const string Alias = "t";

    public static string Table(ISqlDialect dialect, TableSchema table) =>
        table.Schema is { } schema ? $"{dialect.Quote(schema)}.{dialect.Quote(table.LocalName)}" : dialect.Quote(table.Name);

    public static string Columns(ISqlDialect dialect, IEnumerable<string> columns) => string.Join(", ", columns.Select(dialect.Quote));

    /// <summary><c>(t.a = @p0 AND t.b = @p1) OR (t.a = @p2 AND t.b = @p3)</c>; one column becomes an IN list.</summary>
    public static string AnyOf(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, int sets, string? qualifier = Alias)
    {
        string Name(string column) => Of(dialect, column, qualifier);
        string Value(string column, int i) => dialect.Write(table[column], $"@p{i}");
        if (columns.Count == 1)
        {
            var values = Enumerable.Range(0, sets).Select(i => Value(columns[0], i));
            return sets == 1 ? $"{Name(columns[0])} = {values.Single()}" : $"{Name(columns[0])} IN ({string.Join(", ", values)})";
        }

        return string.Join(" OR ", Enumerable.Range(0, sets).Select(s =>
            $"({string.Join(" AND ", columns.Select((c, i) => $"{Name(c)} = {Value(c, (s * columns.Count) + i)}"))})"));
    }

    /// <summary>The rows after a key: <c>t.a &gt; @p0 OR (t.a = @p0 AND t.b &gt; @p1)</c>. Row values are not known to every engine.</summary>
    public static string After(ISqlDialect dialect, TableSchema table)
    {
        string Name(int i) => Of(dialect, table.Key[i], Alias);
        string Value(int i) => dialect.Write(table[table.Key[i]], $"@p{i}");
        var bound = table.Key.Count == 1 ? "" : $"{Name(0)} >= {Value(0)} AND ";
        return bound + "(" + string.Join(" OR ", table.Key.Select((_, i) =>
            $"({string.Concat(Enumerable.Range(0, i).Select(j => $"{Name(j)} = {Value(j)} AND "))}{Name(i)} > {Value(i)})")) + ")";
    }

    public static string Page(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, bool first, int limit)
    {
        var where = first ? "" : $" WHERE {After(dialect, table)}";
        return dialect.Limit($"{From(dialect, table, columns)}{where} ORDER BY {Order(dialect, table)}", limit);
    }

    public static string Select(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<string> by, int sets) =>
        $"{From(dialect, table, columns)} WHERE {AnyOf(dialect, table, by, sets)} ORDER BY {Order(dialect, table)}";

    /// <summary>One row that tells, set of values by set of values, whether a row of the table holds them in these columns: 1 or 0.</summary>
    public static string Held(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns, int sets)
    {
        string One(int set) => string.Join(" AND ", columns.Select((c, i) => $"{Of(dialect, c, Alias)} = {dialect.Write(table[c], $"@p{(set * columns.Count) + i}")}"));
        return "SELECT " + string.Join(", ", Enumerable.Range(0, sets)
            .Select(s => $"CASE WHEN EXISTS (SELECT 1 FROM {Table(dialect, table)} AS {Alias} WHERE {One(s)}) THEN 1 ELSE 0 END AS h{s}"));
    }

    public static string All(ISqlDialect dialect, TableSchema table) =>
        $"{From(dialect, table, [.. table.Columns.Select(c => c.Name)])} ORDER BY {Order(dialect, table)}";

    public static string Keys(ISqlDialect dialect, TableSchema table) => From(dialect, table, table.Key);

    public static string Delete(ISqlDialect dialect, TableSchema table) =>
        $"DELETE FROM {Table(dialect, table)} WHERE {AnyOf(dialect, table, table.Key, 1, qualifier: null)}";

    public static string Count(ISqlDialect dialect, TableSchema table) => $"SELECT count(*) FROM {Table(dialect, table)}";

    private static string From(ISqlDialect dialect, TableSchema table, IReadOnlyList<string> columns) =>
        $"SELECT {string.Join(", ", columns.Select(c => dialect.Read(table[c], Of(dialect, c, Alias))))} FROM {Table(dialect, table)} AS {Alias}";

    private static string Order(ISqlDialect dialect, TableSchema table) => string.Join(", ", table.Key.Select(k => Of(dialect, k, Alias)));

    private static string Of(ISqlDialect dialect, string column, string? qualifier) =>
        qualifier is null ? dialect.Quote(column) : $"{qualifier}.{dialect.Quote(column)}";
}
