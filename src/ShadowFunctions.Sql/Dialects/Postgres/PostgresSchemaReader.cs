using System.Data.Common;
using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>Reads the catalogue of a PostgreSQL database. Names that begin with <c>_shadow_</c> are this product's own and left out.</summary>
internal sealed class PostgresSchemaReader
{
    private const string DefaultSchema = "public";

    private readonly List<string> _notes = [];
    private readonly Dictionary<long, string> _names = [];
    private ILookup<long, object?[]> _columns = null!;
    private ILookup<long, object?[]> _indexes = null!;
    private ILookup<long, object?[]> _references = null!;

    public static async Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var reader = new PostgresSchemaReader();
        var tables = await QueryAsync(connection, PostgresCatalog.Tables, cancellationToken);
        foreach (var table in tables)
        {
            reader._names[(long)table[0]!] = NameOf((string)table[1]!, (string)table[2]!);
        }

        reader._columns = (await QueryAsync(connection, PostgresCatalog.Columns, cancellationToken)).ToLookup(r => (long)r[0]!);
        reader._indexes = (await QueryAsync(connection, PostgresCatalog.Indexes, cancellationToken)).ToLookup(r => (long)r[0]!);
        reader._references = (await QueryAsync(connection, PostgresCatalog.ForeignKeys, cancellationToken)).ToLookup(r => (long)r[0]!);
        var read = tables.Where(reader.IsLogged).Select(t => reader.Table((long)t[0]!, (string)t[1]!)).ToList();
        return new DatabaseSchema([.. read.OrderBy(t => t.Name, StringComparer.Ordinal)]) { Notes = reader._notes };
    }

    private static string NameOf(string schema, string table) => schema == DefaultSchema ? table : $"{schema}.{table}";

    private bool IsLogged(object?[] table)
    {
        var logged = (string)table[3]! == "p";
        if (!logged)
        {
            _notes.Add($"Table {NameOf((string)table[1]!, (string)table[2]!)} is unlogged and left out: its changes cannot be followed.");
        }

        return logged;
    }

    private TableSchema Table(long oid, string schema)
    {
        var name = _names[oid];
        var columns = new List<ColumnSchema>();
        var lines = new List<string>();
        foreach (var row in _columns[oid])
        {
            Column(name, row, columns, lines);
        }

        bool Has(IEnumerable<string> names) => names.All(n => columns.Exists(c => c.Name == n));
        var indexes = _indexes[oid].Select(PostgresIndex.Of).ToList();
        var key = (indexes.Find(i => i.IsPrimary) ?? indexes.Find(i => i.IsReplicaIdentity))?.Columns ?? [];
        if (key.Count == 0 || !Has(key))
        {
            _notes.Add($"Table {name} has no primary key (or one of a type without support) and is left out.");
            key = [];
        }

        var table = new TableSchema(name, columns, key, [.. References(oid, name).Where(f => Has(f.Columns))], [.. Uniques(indexes, key).Where(Has)], [])
        {
            Schema = schema,
        };
        return table with { Definition = PostgresShadowTables.Definition(table, lines, indexes.Where(i => Keeps(i, name, Has))) };
    }

    /// <summary>Adds a stored column and its line of the shadow's definition; a computed one is defined only.</summary>
    private void Column(string table, object?[] row, List<ColumnSchema> columns, List<string> lines)
    {
        var (name, declared) = ((string)row[1]!, (string)row[3]!);
        var column = PostgresTypes.Column(name, (bool)row[2]!, declared, (string)row[4]!, (string)row[5]!, (string)row[6]!, (bool)row[7]!);
        if (column is null)
        {
            _notes.Add($"Column {table}.{name} is of type {declared}, which the shadow cannot hold, and is left out.");
            return;
        }

        var (isIdentity, isGenerated, expression, builtIn) = ((bool)row[8]!, (bool)row[9]!, row[10] as string, (bool)row[11]!);
        isIdentity |= expression?.StartsWith("nextval(", StringComparison.Ordinal) == true;
        if (isGenerated && !builtIn)
        {
            _notes.Add($"Column {table}.{name} is computed by a function of its own and left out.");
            return;
        }

        lines.Add(PostgresShadowTables.Line(column, isIdentity, isGenerated, builtIn ? expression : null));
        if (!isGenerated)
        {
            columns.Add(column with { IsIdentity = isIdentity });
        }
    }

    private IEnumerable<ForeignKey> References(long oid, string name) =>
        _references[oid].Where(f => _names.ContainsKey((long)f[2]!)).Select(f => new ForeignKey(
            name, (string[])f[1]!, _names[(long)f[2]!], (string[])f[3]!, PostgresShadowTables.Actions((string)f[4]!, (string)f[5]!)));

    private static IEnumerable<IReadOnlyList<string>> Uniques(List<PostgresIndex> indexes, IReadOnlyList<string> key) =>
        indexes.Where(i => i.IsUnique && i.IsPlain).Select(i => i.Columns).Where(c => !c.SequenceEqual(key));

    private bool Keeps(PostgresIndex index, string table, Func<IEnumerable<string>, bool> has)
    {
        if (index.IsPrimary || (index.IsBuiltIn && has(index.AllColumns)))
        {
            return !index.IsPrimary;
        }

        _notes.Add($"An index of {table} needs what the shadow does not have and is left out: {index.Definition}");
        return false;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts of PostgresCatalog.")]
    private static async Task<List<object?[]>> QueryAsync(DbConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, (NpgsqlConnection)connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => CanonicalValue.Of(reader.GetValue(i)))]);
        }

        return rows;
    }
}
