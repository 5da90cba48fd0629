using System.Globalization;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>T-SQL with names in it: what makes, fills and follows a table.</summary>
internal static class TSqlTables
{
    /// <summary>Rows that a rehearsal inserts take numbers far from those that were copied.</summary>
    private const long FirstOwnNumber = 2_000_000_000;

    public static string Name(TableSchema table) => $"{Quote(table.Schema ?? "dbo")}.{Quote(table.LocalName)}";

    public static string Quote(string identifier) => $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>One column of the shadow's definition. A computed column is computed there too.</summary>
    public static string Line(ColumnSchema column, string? computed, bool isPersisted, string? defaultText)
    {
        if (computed is not null)
        {
            return $"{Quote(column.Name)} AS {computed}{(isPersisted ? " PERSISTED" : "")}";
        }

        var first = column.MaxInteger > FirstOwnNumber ? FirstOwnNumber : (column.MaxInteger / 2) + 1;
        var rest = column.IsIdentity ? string.Create(CultureInfo.InvariantCulture, $" IDENTITY({first}, 1)") : defaultText is null ? "" : $" DEFAULT {defaultText}";
        return $"{Quote(column.Name)} {column.DataType}{rest} {(column.NotNull ? "NOT NULL" : "NULL")}";
    }

    public static string Create(TableSchema table, IEnumerable<string> lines)
    {
        var key = table.Key.Count == 0 ? [] : new[] { $"PRIMARY KEY ({Names(table.Key)})" };
        return $"CREATE TABLE {Name(table)} ({string.Join(", ", lines.Concat(key))});";
    }

    public static string Drop(TableSchema table) => $"DROP TABLE {Name(table)};";

    public static string DropReference(string schema, string table, string name) => $"ALTER TABLE {Quote(schema)}.{Quote(table)} DROP CONSTRAINT {Quote(name)};";

    public static string CreateSchema(string name) =>
        $"IF SCHEMA_ID(N'{name.Replace("'", "''", StringComparison.Ordinal)}') IS NULL EXEC (N'CREATE SCHEMA {Quote(name).Replace("'", "''", StringComparison.Ordinal)}');";

    /// <summary>
    /// The references between tables. They are made untrusted and switched off while the replicator works, which may copy a child before its
    /// parent; the replicator's own closure keeps them true, and <see cref="Trust"/> has the engine check that.
    /// </summary>
    public static IEnumerable<string> References(DatabaseSchema schema) =>
        from table in schema.Tables
        from reference in table.ForeignKeys
        let parent = schema.Find(reference.ParentTable)
        where parent is not null && (Same(parent.Key, reference.ParentColumns) || parent.Uniques.Any(u => Same(u, reference.ParentColumns)))
        select $"ALTER TABLE {Name(table)} WITH NOCHECK ADD FOREIGN KEY ({Names(reference.Columns)}) REFERENCES {Name(parent)} ({Names(reference.ParentColumns)}){reference.Actions};";

    public static string Distrust(TableSchema table) => $"ALTER TABLE {Name(table)} NOCHECK CONSTRAINT ALL;";

    public static string Trust(TableSchema table) => $"ALTER TABLE {Name(table)} WITH CHECK CHECK CONSTRAINT ALL;";

    public static string Analyse(TableSchema table) => $"UPDATE STATISTICS {Name(table)};";

    /// <summary>Insert of a full row that replaces the row with the same key.</summary>
    public static string Upsert(SqlServerDialect dialect, TableSchema table)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        var values = table.Columns.Select((c, i) => dialect.Write(c, $"@p{i}")).ToList();
        var rest = table.Columns.Select((c, i) => (c, i)).Where(x => !Has(table.Key, x.c.Name) && !x.c.IsIdentity)
            .Select(x => $"{Quote(x.c.Name)} = {values[x.i]}").ToList();
        var key = string.Join(" AND ", table.Key.Select(k => $"{Quote(k)} = {values[table.IndexOf(k)]}"));
        var insert = $"INSERT INTO {Name(table)} ({Names(names)}) VALUES ({string.Join(", ", values)});";
        if (table.Columns.Any(c => c.IsIdentity))
        {
            insert = $"SET IDENTITY_INSERT {Name(table)} ON; {insert} SET IDENTITY_INSERT {Name(table)} OFF;";
        }

        return rest.Count == 0
            ? $"IF NOT EXISTS (SELECT 1 FROM {Name(table)} WHERE {key}) BEGIN {insert} END;"
            : $"UPDATE {Name(table)} SET {string.Join(", ", rest)} WHERE {key}; IF @@ROWCOUNT = 0 BEGIN {insert} END;";
    }

    /// <summary>
    /// Keys of a table's rows that changed after a version, in order of version. A version is never cut; a row that changes again moves to its
    /// newer version.
    /// </summary>
    public static string Changes(SqlServerDialect dialect, TableSchema table) =>
        $"SELECT TOP (@limit) WITH TIES c.SYS_CHANGE_VERSION, {string.Join(", ", table.Key.Select(k => dialect.Read(table[k], $"c.{Quote(k)}")))} " +
        $"FROM CHANGETABLE(CHANGES {Name(table)}, @after) AS c WHERE c.SYS_CHANGE_VERSION <= @upTo ORDER BY c.SYS_CHANGE_VERSION;";

    /// <summary>Values of a column in ascending order, each once or as often as rows hold it, evenly spread.</summary>
    public static string Values(TableSchema table, string column, bool repeated) => $"""
        WITH v AS (SELECT {(repeated ? "" : "DISTINCT ")}{Quote(column)} AS value FROM {Name(table)} WHERE {Quote(column)} IS NOT NULL),
             n AS (SELECT value, ROW_NUMBER() OVER (ORDER BY value) - 1 AS rank, COUNT_BIG(*) OVER () AS total FROM v)
        SELECT value FROM n WHERE rank * @limit / total > (rank - 1) * @limit / total OR rank = 0 OR total <= @limit ORDER BY rank;
        """;

    /// <summary>The owner's statements that switch change tracking on.</summary>
    public static IReadOnlyList<string> Install(DatabaseSchema schema, string user) =>
    [
        "ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS, AUTO_CLEANUP = ON);",
        .. schema.Tables.Where(t => t.Key.Count > 0).SelectMany(t => (string[])
        [
            $"ALTER TABLE {Name(t)} ENABLE CHANGE_TRACKING WITH (TRACK_COLUMNS_UPDATED = OFF);",
            $"GRANT SELECT ON {Name(t)} TO {Quote(user)};",
            $"GRANT VIEW CHANGE TRACKING ON {Name(t)} TO {Quote(user)};",
        ]),
        $"GRANT VIEW DATABASE PERFORMANCE STATE TO {Quote(user)};",
    ];

    public static bool Has(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(right.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));
}
