using System.Data.Common;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>Makes tables of the rows that the catalogue queries of <see cref="TSql"/> return.</summary>
internal sealed class SqlServerSchemaReader
{
    private const string DefaultSchema = "dbo";

    private readonly List<string> _notes = [];

    /// <summary>Reads the catalogue.</summary>
    public static async Task<DatabaseSchema> ReadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        async Task<List<object?[]>> Query(string text) => await SqlServerCommands.QueryAsync(connection, transaction, text, cancellationToken);
        return new SqlServerSchemaReader().Read(await Query(TSql.Tables), await Query(TSql.Columns), await Query(TSql.Indexes), await Query(TSql.ForeignKeys));
    }

    internal DatabaseSchema Read(List<object?[]> tables, List<object?[]> columns, List<object?[]> indexes, List<object?[]> references)
    {
        var (columnsOf, indexesOf, referencesOf) = (columns.ToLookup(NameOf), indexes.ToLookup(NameOf), references.ToLookup(NameOf));
        var read = tables.Where(t => (bool)t[3]! == false)
            .Select(t => Table((string)t[0]!, NameOf(t), columnsOf[NameOf(t)], indexesOf[NameOf(t)], referencesOf[NameOf(t)]));
        return new DatabaseSchema([.. read.OrderBy(t => t.Name, StringComparer.Ordinal)]) { Notes = _notes };
    }

    private static string NameOf(object?[] row) => NameOf((string)row[0]!, (string)row[1]!);

    private static string NameOf(string schema, string table) => schema == DefaultSchema ? table : $"{schema}.{table}";

    private TableSchema Table(
        string schema, string name, IEnumerable<object?[]> columnRows, IEnumerable<object?[]> indexRows, IEnumerable<object?[]> referenceRows)
    {
        var (columns, lines) = (new List<ColumnSchema>(), new List<string>());
        foreach (var row in columnRows)
        {
            Column(name, row, columns, lines);
        }

        bool Has(IEnumerable<string> names) => names.All(n => columns.Exists(c => string.Equals(c.Name, n, StringComparison.OrdinalIgnoreCase)));
        var indexes = indexRows.GroupBy(r => (string)r[2]!).Select(g => SqlServerIndex.Of([.. g])).ToList();
        var key = indexes.Find(i => i.IsPrimary)?.Columns ?? [];
        if (key.Count == 0 || !Has(key))
        {
            _notes.Add($"Table {name} has no primary key (or one of a type without support) and is left out.");
            key = [];
        }

        var uniques = indexes.Where(i => i is { IsUnique: true, IsPrimary: false, Filter: null } && Has(i.Columns)).Select(i => i.Columns);
        var table = new TableSchema(name, columns, key, [.. References(name, referenceRows).Where(f => Has(f.Columns))], [.. uniques], []) { Schema = schema };
        var kept = indexes.Where(i => Keeps(name, i, Has(i.Columns.Concat(i.Included))));
        return table with { Definition = [TSqlTables.Create(table, lines), .. kept.Select(i => i.Create(table))] };
    }

    private void Column(string table, object?[] row, List<ColumnSchema> columns, List<string> lines)
    {
        var (name, computed) = ((string)row[2]!, row[9] as string);
        var type = (string)row[11]!;
        var column = SqlServerTypes.Column(
            name, !(bool)row[7]!, type, (int)(long)row[4]!, (int)(long)row[5]!, (int)(long)row[6]!, row[13] as string);
        if (computed is not null)
        {
            lines.Add(TSqlTables.Line(new ColumnSchema(name, ColumnKind.Text, false), computed, (bool)row[10]!, null));
        }
        else if (type is "timestamp" or "rowversion")
        {
            lines.Add($"{TSqlTables.Quote(name)} rowversion"); // The engine fills it.
        }
        else if (column is null)
        {
            _notes.Add($"Column {table}.{name} is of type {row[3]}, which the shadow cannot hold, and is left out.");
        }
        else
        {
            column = column with { IsIdentity = (bool)row[8]! };
            columns.Add(column);
            lines.Add(TSqlTables.Line(column, null, false, row[12] as string));
        }
    }

    private static IEnumerable<ForeignKey> References(string name, IEnumerable<object?[]> rows) => rows.GroupBy(r => (string)r[2]!).Select(g => new ForeignKey(
        name, [.. g.Select(r => (string)r[3]!)], NameOf((string)g.First()[4]!, (string)g.First()[5]!), [.. g.Select(r => (string)r[6]!)],
        Action(" ON DELETE ", (string)g.First()[7]!) + Action(" ON UPDATE ", (string)g.First()[8]!)));

    private static string Action(string when, string what) => what == "NO_ACTION" ? "" : when + what.Replace('_', ' ');

    private bool Keeps(string table, SqlServerIndex index, bool hasColumns)
    {
        if (index.IsPrimary || (index.Type is 1 or 2 && hasColumns))
        {
            return !index.IsPrimary;
        }

        _notes.Add($"Index {index.Name} of {table} is of a kind the shadow does not have and is left out.");
        return false;
    }
}
