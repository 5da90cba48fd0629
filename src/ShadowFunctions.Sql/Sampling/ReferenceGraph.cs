using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Tables and the references between them.</summary>
internal sealed class ReferenceGraph(DatabaseSchema schema)
{
    private readonly ILookup<string, ForeignKey> _referrers =
        schema.Tables.SelectMany(t => t.ForeignKeys).ToLookup(f => f.ParentTable, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ForeignKey> Referrers(string table) => _referrers[table];

    /// <summary>The large table that most others depend on; the longest chain, then the name, decides between equals.</summary>
    public string? FindRoot(IReadOnlyDictionary<string, long> rows)
    {
        var candidates = schema.Tables.Where(t => Children(t.Name).Any()).ToList();
        var large = candidates.Where(t => rows.GetValueOrDefault(t.Name) >= EntityPlan.MinimumRootRows).ToList();
        return (large.Count > 0 ? large : candidates)
            .OrderByDescending(t => Reach(t.Name, Children).Count)
            .ThenByDescending(t => Depth(t.Name, []))
            .ThenBy(t => t.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Name;
    }

    public Dictionary<string, TableRole> Roles(string? root)
    {
        var roles = new Dictionary<string, TableRole>(StringComparer.OrdinalIgnoreCase);
        if (root is not null)
        {
            roles[root] = TableRole.Root;
            var children = Reach(root, Children);
            children.ForEach(c => roles[c] = TableRole.Child);
            foreach (var parent in children.Prepend(root).SelectMany(t => Reach(t, Parents)).Where(p => !roles.ContainsKey(p)).ToList())
            {
                roles[parent] = TableRole.Whole;
            }
        }

        foreach (var table in Ordered().Where(t => !roles.ContainsKey(t.Name)).ToList())
        {
            roles[table.Name] = Unrelated(table, roles);
        }

        return roles;
    }

    /// <summary>Parents before children, equals by name.</summary>
    public IReadOnlyList<TableSchema> Ordered()
    {
        var left = schema.Tables.ToList();
        var done = new List<TableSchema>();
        while (left.Count > 0)
        {
            var next = left.Find(t => Parents(t.Name).All(p => done.Any(d => Same(d.Name, p)))) ?? throw new ArgumentException(
                $"The foreign keys of tables {string.Join(", ", left.Select(t => t.Name))} form a circle; sampling needs an order of parents and children.");
            left.Remove(next);
            done.Add(next);
        }

        return done;
    }

    /// <summary>A row-for-row extension of a whole table is whole; the rest is sampled by its own key or follows such a table.</summary>
    private static TableRole Unrelated(TableSchema table, Dictionary<string, TableRole> roles)
    {
        var references = table.ForeignKeys.Where(f => !f.IsSelf).ToList();
        return references.Exists(f => roles[f.ParentTable] != TableRole.Whole) ? TableRole.Child
            : references.Exists(f => table.Key.All(k => f.Columns.Contains(k, StringComparer.OrdinalIgnoreCase))) ? TableRole.Whole
            : TableRole.Root;
    }

    private static List<string> Reach(string from, Func<string, IEnumerable<string>> next)
    {
        var reached = new List<string>();
        var open = new Queue<string>(next(from));
        while (open.TryDequeue(out var table))
        {
            if (!Same(table, from) && !reached.Exists(r => Same(r, table)))
            {
                reached.Add(table);
                next(table).ToList().ForEach(open.Enqueue);
            }
        }

        return reached;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private int Depth(string table, IReadOnlyList<string> path) =>
        path.Contains(table) ? 0 : Children(table).Select(c => 1 + Depth(c, [.. path, table])).DefaultIfEmpty(0).Max();

    private IEnumerable<string> Children(string table) => _referrers[table].Where(f => !f.IsSelf).Select(f => f.Table).Distinct();

    private IEnumerable<string> Parents(string table) =>
        schema.Find(table)!.ForeignKeys.Where(f => !f.IsSelf).Select(f => f.ParentTable).Distinct();
}
