using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// How each table takes part, found from the foreign keys: the entity root is sampled by its key, its descendants follow it, everything
/// these refer to is copied whole, and unrelated tables are sampled by their own keys. Tables without a key are left out.
/// </summary>
internal sealed class EntityPlan
{
    /// <summary>A table with fewer rows than this is no root by itself: a small share of it would be too few entities.</summary>
    public const long MinimumRootRows = 1000;

    private readonly Dictionary<string, TablePlan> _plans = new(StringComparer.OrdinalIgnoreCase);

    private EntityPlan(DatabaseSchema schema, string? root, IReadOnlyList<ForeignKey> cut)
    {
        (Schema, Root, Cut) = (schema, root, cut);
    }

    /// <summary>The tables that take part.</summary>
    public DatabaseSchema Schema { get; }

    /// <summary>The entity root; null when no table has descendants.</summary>
    public string? Root { get; }

    /// <summary>References within one sampled table: the sample does not follow them, their columns become null.</summary>
    public IReadOnlyList<ForeignKey> Cut { get; }

    /// <summary>All tables, parents before children.</summary>
    public IReadOnlyList<TablePlan> Ordered { get; private init; } = [];

    /// <summary>Tables that the first copy walks through, in its order: the whole ones, then the roots. The others follow.</summary>
    public IReadOnlyList<TablePlan> Seeded =>
        [.. Ordered.Where(t => t.Role == TableRole.Whole), .. Ordered.Where(t => t.Role == TableRole.Root)];

    public TablePlan this[string table] => _plans[table];

    public TablePlan? Find(string table) => _plans.GetValueOrDefault(table);

    /// <summary>Finds the plan.</summary>
    /// <param name="all">Production's tables.</param>
    /// <param name="rows">Estimated rows per table.</param>
    /// <param name="chosenRoot">The owner's choice of root; null to find it.</param>
    /// <exception cref="ArgumentException">The owner's root does not exist, or references form a circle.</exception>
    public static EntityPlan Create(DatabaseSchema all, IReadOnlyDictionary<string, long> rows, string? chosenRoot)
    {
        var schema = WithKeys(all);
        var graph = new ReferenceGraph(schema);
        var root = chosenRoot is null ? graph.FindRoot(rows) : schema.Find(chosenRoot)?.Name ?? throw new ArgumentException(
            $"EntityRoot '{chosenRoot}' is no table with a key in production. Name one of: {string.Join(", ", schema.Tables.Select(t => t.Name))}.");
        var roles = graph.Roles(root);
        var cut = schema.Tables.SelectMany(t => t.ForeignKeys).Where(f => f.IsSelf && roles[f.Table] != TableRole.Whole).ToList();
        CheckNullable(schema, cut);

        var plans = graph.Ordered().Select(t => new TablePlan(
            t,
            roles[t.Name],
            [.. t.ForeignKeys.Where(f => !f.IsSelf && roles[f.ParentTable] != TableRole.Whole)],
            [.. t.ForeignKeys.Where(f => roles[f.ParentTable] == TableRole.Whole)],
            [.. graph.Referrers(t.Name).Where(f => !f.IsSelf && roles[t.Name] != TableRole.Whole)],
            [.. graph.Referrers(t.Name).Where(f => !cut.Contains(f))])).ToList();
        var plan = new EntityPlan(schema, root, cut) { Ordered = plans };
        plans.ForEach(p => plan._plans.Add(p.Table.Name, p));
        return plan;
    }

    private static DatabaseSchema WithKeys(DatabaseSchema all)
    {
        var kept = all.Tables.Where(t => t.Key.Count > 0).ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        return new DatabaseSchema([.. kept.Values
            .Select(t => t with { ForeignKeys = [.. t.ForeignKeys.Where(f => kept.ContainsKey(f.ParentTable))] })
            .OrderBy(t => t.Name, StringComparer.Ordinal)]);
    }

    private static void CheckNullable(DatabaseSchema schema, IEnumerable<ForeignKey> cut)
    {
        foreach (var foreignKey in cut)
        {
            var table = schema.Find(foreignKey.Table)!;
            if (foreignKey.Columns.FirstOrDefault(c => table.Columns[table.IndexOf(c)].NotNull) is { } column)
            {
                throw new ArgumentException(
                    $"Column '{table.Name}.{column}' refers to its own table and cannot be null, so the sample cannot be closed. Choose another EntityRoot.");
            }
        }
    }
}
