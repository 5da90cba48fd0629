using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>Reads the catalogue of a SQLite file. Names that begin with <c>_shadow_</c> are this product's own and left out.</summary>
internal static class SqliteSchemaReader
{
    public static DatabaseSchema Read(SqliteConnection connection)
    {
        var names = Query(connection, """
            SELECT name, sql FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_shadow\_%' ESCAPE '\' AND sql NOT LIKE 'CREATE VIRTUAL%'
            ORDER BY name
            """);
        var tables = names.Select(row => ReadTable(connection, (string)row[0]!, (string)row[1]!)).ToList();
        return new DatabaseSchema([.. tables.Select(t => Complete(t, tables))]);
    }

    private static TableSchema ReadTable(SqliteConnection connection, string name, string definition)
    {
        var info = Query(connection, "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(@p0) ORDER BY cid", name);
        var columns = info.Where(c => (long)c[4]! == 0)
            .Select(c => new ColumnSchema((string)c[0]!, KindOf((string)c[1]!), (long)c[2]! != 0 || (long)c[3]! > 0)).ToList();
        var key = info.Where(c => (long)c[3]! > 0).OrderBy(c => (long)c[3]!).Select(c => (string)c[0]!).ToList();
        var uniques = ReadUniques(connection, name);
        if (key.Count == 0)
        {
            key = [.. uniques.FirstOrDefault(u => u.All(n => columns.Any(c => c.Name == n && c.NotNull))) ?? []];
        }

        var indexes = Query(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @p0 AND sql IS NOT NULL ORDER BY name", name);
        return new TableSchema(
            name, columns, key, ReadForeignKeys(connection, name), [.. uniques.Where(u => !u.SequenceEqual(key))],
            [definition, .. indexes.Select(i => (string)i[0]!)]);
    }

    private static List<IReadOnlyList<string>> ReadUniques(SqliteConnection connection, string table)
    {
        var result = new List<IReadOnlyList<string>>();
        foreach (var index in Query(connection, "SELECT name FROM pragma_index_list(@p0) WHERE \"unique\" = 1 AND partial = 0 ORDER BY name", table))
        {
            var columns = Query(connection, "SELECT name FROM pragma_index_info(@p0) ORDER BY seqno", (string)index[0]!);
            if (columns.All(c => c[0] is string))
            {
                result.Add([.. columns.Select(c => (string)c[0]!)]);
            }
        }

        return result;
    }

    private static IReadOnlyList<ForeignKey> ReadForeignKeys(SqliteConnection connection, string table) =>
        [.. Query(connection, "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(@p0) ORDER BY id, seq", table)
            .GroupBy(f => (long)f[0]!)
            .Select(g => new ForeignKey(
                table, [.. g.Select(f => (string)f[2]!)], (string)g.First()[1]!, [.. g.Select(f => f[3] as string).OfType<string>()]))];

    /// <summary>Writes names as the parent declares them, and the parent's key where the reference names no columns.</summary>
    private static TableSchema Complete(TableSchema table, List<TableSchema> tables) => table with
    {
        ForeignKeys = [.. table.ForeignKeys.Select(f => Complete(f, tables)).OfType<ForeignKey>()],
    };

    private static ForeignKey? Complete(ForeignKey foreignKey, List<TableSchema> tables)
    {
        var parent = tables.Find(t => string.Equals(t.Name, foreignKey.ParentTable, StringComparison.OrdinalIgnoreCase));
        return parent is null
            ? null // A reference to a table that does not exist: SQLite allows it, and nothing can follow it.
            : foreignKey with
            {
                ParentTable = parent.Name,
                ParentColumns = foreignKey.ParentColumns.Count == 0 ? parent.Key : foreignKey.ParentColumns,
            };
    }

    /// <summary>SQLite's affinity rules, with dates set apart and everything doubtful taken for text.</summary>
    private static ColumnKind KindOf(string declared)
    {
        bool Has(string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Has("DATE") || Has("TIME") ? ColumnKind.Time
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? ColumnKind.Text
            : Has("BLOB") ? ColumnKind.Binary
            : Has("INT") || Has("REAL") || Has("FLOA") || Has("DOUB") || Has("NUM") || Has("DEC") || Has("BOOL") || Has("MONEY") ? ColumnKind.Number
            : ColumnKind.Text;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts of this class.")]
    private static List<object?[]> Query(SqliteConnection connection, string text, string? parameter = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        if (parameter is not null)
        {
            command.Parameters.AddWithValue("@p0", parameter);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }
}
