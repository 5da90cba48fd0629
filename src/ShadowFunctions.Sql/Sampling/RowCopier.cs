using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Brings single rows of the shadow in line with production. A row that enters brings along the rows that follow it, a row that leaves takes
/// them with it; so the shadow is closed at every instant, and when every changed key has been brought in line it equals the sample of production.
/// </summary>
internal sealed class RowCopier(EntityPlan plan, UniverseSampler sampler, Masker masker, ProductionReader production, ShadowWriter shadow)
{
    /// <summary>Brings the row with this key in line; <paramref name="row"/> is what production holds now, null when nothing.</summary>
    public async Task ReconcileAsync(TablePlan table, object?[] key, object?[]? row, CancellationToken cancellationToken)
    {
        if (row is not null && (await BelongingAsync(table, [row], cancellationToken)).Count > 0)
        {
            await PutAsync(table, [row], cancellationToken);
            return;
        }

        await shadow.RemoveAsync(table.Table, masker.Values(table.Table, table.Table.Key, key), cancellationToken);
    }

    /// <summary>Removes all rows of a table and what refers to them.</summary>
    public Task EmptyAsync(TableSchema table, CancellationToken cancellationToken) => shadow.EmptyAsync(table, cancellationToken);

    /// <summary>True when a root's key lies in the sample.</summary>
    public bool IsSampled(object?[] key) => sampler.Contains(key);

    /// <summary>The items whose keys the shadow does not hold yet.</summary>
    public async Task<List<object?[]>> WithoutHeldAsync(
        TableSchema table, IReadOnlyList<object?[]> items, Func<object?[], object?[]> keyOf, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(table, table.Key, [.. items.Select(keyOf)], cancellationToken);
        return [.. items.Where((_, i) => !held[i])];
    }

    /// <summary>Writes rows of one table, the rows they need before them and those that follow them after them. Production is asked once per reference.</summary>
    public async Task PutAsync(TablePlan table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        foreach (var reference in table.WholeParents)
        {
            await BringParentsAsync(table.Table, reference, rows, cancellationToken);
        }

        // A row may take the place of a later one where values are unique: which rows are new is then only known row by row.
        var entered = new List<object?[]>();
        foreach (var together in rows.Chunk(table.Table.Uniques.Count == 0 ? Math.Max(1, rows.Count) : 1))
        {
            entered.AddRange(await WithoutHeldAsync(table.Table, together, r => table.Table.Pick(r, table.Table.Key), cancellationToken));
            foreach (var row in together)
            {
                await shadow.PutAsync(table.Table, masker.Row(table.Table, row), cancellationToken);
            }
        }

        foreach (var reference in table.SampledChildren)
        {
            await BringChildrenAsync(table.Table, reference, entered, cancellationToken);
        }
    }

    /// <summary>The rows that belong to the sample.</summary>
    private async Task<List<object?[]>> BelongingAsync(TablePlan table, List<object?[]> rows, CancellationToken cancellationToken)
    {
        if (table.Role != TableRole.Child)
        {
            return [.. rows.Where(r => table.Role == TableRole.Whole || IsSampled(table.Table.Pick(r, table.Table.Key)))];
        }

        var (follows, strays) = (new bool[rows.Count], new bool[rows.Count]);
        foreach (var reference in table.SampledParents)
        {
            var referring = Enumerable.Range(0, rows.Count).Where(i => !table.Table.Pick(rows[i], reference.Columns).Contains(null)).ToArray();
            var held = await HeldAsync(
                plan[reference.ParentTable].Table, reference.ParentColumns, [.. referring.Select(i => table.Table.Pick(rows[i], reference.Columns))], cancellationToken);
            foreach (var (at, i) in referring.Index())
            {
                follows[i] = true;
                strays[i] |= !held[at];
            }
        }

        return [.. rows.Where((_, i) => follows[i] && !strays[i])];
    }

    private async Task BringParentsAsync(TableSchema table, ForeignKey reference, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var parent = plan[reference.ParentTable];
        var wanted = rows.Where(r => !(reference.IsSelf && CanonicalValue.AreSame(table.Pick(r, reference.Columns), table.Pick(r, reference.ParentColumns))))
            .Select(r => table.Pick(r, reference.Columns)).Where(v => !v.Contains(null)).DistinctBy(CanonicalValue.Identity).ToArray();
        var held = await HeldAsync(parent.Table, reference.ParentColumns, wanted, cancellationToken);
        var missing = wanted.Where((_, i) => !held[i]).ToList();
        if (missing.Count > 0)
        {
            await PutAsync(parent, await production.FindAsync(parent.Table, reference.ParentColumns, missing, cancellationToken), cancellationToken);
        }
    }

    private async Task BringChildrenAsync(TableSchema table, ForeignKey reference, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var values = rows.Select(r => table.Pick(r, reference.ParentColumns)).Where(v => !v.Contains(null)).ToList();
        var child = plan[reference.Table];
        var followers = await BelongingAsync(child, await production.FindAsync(child.Table, reference.Columns, values, cancellationToken), cancellationToken);
        if (followers.Count > 0)
        {
            await PutAsync(child, followers, cancellationToken);
        }
    }

    /// <summary>For each set of production's values whether a row of the shadow holds them, masked, in these columns; each is asked for once.</summary>
    private async Task<bool[]> HeldAsync(TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> values, CancellationToken cancellationToken)
    {
        var names = values.Select(CanonicalValue.Identity).ToArray();
        var asked = values.DistinctBy(CanonicalValue.Identity).ToArray();
        var held = await shadow.HoldsAsync(table, columns, [.. asked.Select(v => masker.Values(table, columns, v))], cancellationToken);
        var answers = asked.Select(CanonicalValue.Identity).Zip(held).ToDictionary(a => a.First, a => a.Second, StringComparer.Ordinal);
        return [.. names.Select(n => answers[n])];
    }
}
