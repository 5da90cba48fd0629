using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Tests.SqlServer;

/// <summary>Every T-SQL text the product can send: the fixed ones, and the built ones for a schema with every type and shape.</summary>
internal static class TSqlTexts
{
    public static readonly SqlServerDialect Dialect = new((_, _) => throw new InvalidOperationException("No test signs in."));

    /// <summary>The catalogue rows of a small shop, as <see cref="TSql"/>'s queries return them.</summary>
    public static DatabaseSchema Schema { get; } = new SqlServerSchemaReader().Read(Tables(), Columns(), Indexes(), References());

    /// <summary>Those that take part in a sample.</summary>
    public static IEnumerable<TableSchema> Keyed => Schema.Tables.Where(t => t.Key.Count > 0);

    public static IEnumerable<(string Name, string Text)> All()
    {
        foreach (var (name, text) in TSql.All)
        {
            yield return (name, text);
        }

        foreach (var statement in DefinitionsOf(Schema))
        {
            yield return (statement.Split('(')[0], statement);
        }

        foreach (var (name, text) in Keyed.SelectMany(Data))
        {
            yield return (name, text);
        }

        foreach (var statement in TSqlTables.Install(Schema, "uami-shadow]x").Concat(Keyed.SelectMany(t => (string[])
            [TSqlTables.Drop(t), TSqlTables.Distrust(t), TSqlTables.Trust(t), TSqlTables.Analyse(t), TSqlTables.Changes(Dialect, t), TSqlTables.Values(t, t.Columns[^1].Name, repeated: false), TSqlTables.Values(t, t.Columns[^1].Name, repeated: true)])))
        {
            yield return (statement, statement);
        }

        yield return ("DropReference", TSqlTables.DropReference("sales", "orders", "FK ]1"));
        yield return ("CreateSchema", TSqlTables.CreateSchema("it's [odd]"));
    }

    public static IEnumerable<string> DefinitionsOf(DatabaseSchema schema) => schema.Tables.SelectMany(t => t.Definition).Concat(TSqlTables.References(schema));

    /// <summary>Statements on rows: what a procedure in the shadow could hold.</summary>
    public static IEnumerable<(string Name, string Text)> Data(TableSchema table)
    {
        string[] all = [.. table.Columns.Select(c => c.Name)];
        yield return ($"first page of {table.Name}", SqlText.Page(Dialect, table, all, first: true, 500));
        yield return ($"next page of {table.Name}", SqlText.Page(Dialect, table, table.Key, first: false, 7));
        yield return ($"some of {table.Name}", SqlText.Select(Dialect, table, all, table.Key, 50));
        yield return ($"one of {table.Name}", SqlText.Select(Dialect, table, table.Key, table.Key, 1));
        yield return ($"all of {table.Name}", SqlText.All(Dialect, table));
        yield return ($"keys of {table.Name}", SqlText.Keys(Dialect, table));
        yield return ($"count of {table.Name}", SqlText.Count(Dialect, table));
        yield return ($"delete of {table.Name}", SqlText.Delete(Dialect, table));
        yield return ($"upsert of {table.Name}", Dialect.Upsert(table));
    }

    internal static List<object?[]> Tables() =>
        [["dbo", "customers", false, false], ["dbo", "every type", false, false], ["sales", "orders", false, false], ["dbo", "heap", false, false]];

    private static object?[] Column(
        string schema, string table, string name, string type, long length = 4, long precision = 10, long scale = 0, bool nullable = false,
        bool identity = false, string? computed = null, string? otherwise = null, string? alias = null) =>
        [schema, table, name, alias ?? type, length, precision, scale, nullable, identity, computed, computed is not null, type, otherwise,
            type.Contains("char", StringComparison.Ordinal) ? "SQL_Latin1_General_CP1_CI_AS" : null];

    internal static List<object?[]> Columns() =>
    [
        Column("dbo", "customers", "id", "int", identity: true), Column("dbo", "customers", "e-mail", "nvarchar", 200),
        Column("dbo", "customers", "referrer", "int", nullable: true), Column("dbo", "customers", "born", "date", nullable: true),
        Column("dbo", "customers", "since", "datetime2", 8, 27, 7, otherwise: "(sysutcdatetime())"),
        Column("dbo", "customers", "year", "int", computed: "(datepart(year,[since]))"),
        Column("sales", "orders", "customer", "int"), Column("sales", "orders", "no]", "uniqueidentifier", 16, otherwise: "(newid())"),
        Column("sales", "orders", "total", "decimal", 9, 12, 2), Column("sales", "orders", "version", "timestamp", 8),
        Column("dbo", "heap", "x", "int"),
        .. EveryType(),
    ];

    private static IEnumerable<object?[]> EveryType()
    {
        yield return Column("dbo", "every type", "key 1", "bigint", 8);
        foreach (var type in (string[])["tinyint", "smallint", "bit", "real", "float", "money", "smallmoney", "datetime", "smalldatetime", "xml", "geography", "sql_variant"])
        {
            yield return Column("dbo", "every type", type, type, nullable: true);
        }

        foreach (var (type, length, scale) in ((string, long, long)[])[("char", 10, 0), ("varchar", -1, 0), ("nchar", 10, 0), ("nvarchar", -1, 0),
            ("binary", 10, 0), ("varbinary", -1, 0), ("datetimeoffset", 10, 3), ("time", 5, 0), ("datetime2", 8, 0)])
        {
            yield return Column("dbo", "every type", $"{type} x", type, length, scale: scale, nullable: true);
        }
    }

    private static object?[] Index(string schema, string table, string name, string column, long place, bool primary = false, bool unique = false,
        string? filter = null, bool descending = false, long type = 2) => [schema, table, name, type, primary, unique, filter, column, place, descending];

    internal static List<object?[]> Indexes() =>
    [
        Index("dbo", "customers", "PK_c", "id", 1, true, true, type: 1), Index("dbo", "customers", "UQ mail", "e-mail", 1, unique: true),
        Index("dbo", "customers", "by birth", "born", 1, descending: true, filter: "([born] IS NOT NULL)"), Index("dbo", "customers", "by birth", "e-mail", 0),
        Index("dbo", "every type", "PK_e", "key 1", 1, true, true, type: 1), Index("dbo", "every type", "CS", "real", 1, type: 6),
        Index("sales", "orders", "PK_o", "customer", 1, true, true, type: 1), Index("sales", "orders", "PK_o", "no]", 2, true, true, type: 1),
    ];

    internal static List<object?[]> References() =>
    [
        ["dbo", "customers", "FK_r", "referrer", "dbo", "customers", "id", "NO_ACTION", "NO_ACTION"],
        ["sales", "orders", "FK_c", "customer", "dbo", "customers", "id", "CASCADE", "NO_ACTION"],
    ];
}
