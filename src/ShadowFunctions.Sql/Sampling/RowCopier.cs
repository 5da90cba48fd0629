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
        if (row is not null && await BelongsAsync(table, row, cancellationToken))
        {
            await PutAsync(table, [row], cancellationToken);
            return;
        }

        await shadow.RemoveAsync(table.Table, masker.Values(table.Table, table.Table.Key, key), cancellationToken);
    }

    /// <summary>Removes all rows of a table and what refers to them.</summary>
    public Task EmptyAsync(TableSchema table, CancellationToken cancellationToken) => shadow.EmptyAsync(table, cancellationToken);

    /// <summary>True when the shadow already holds the row with this key of production.</summary>
    public Task<bool> HoldsAsync(TableSchema table, object?[] key, CancellationToken cancellationToken) =>
        shadow.ExistsAsync(table, table.Key, masker.Values(table, table.Key, key), cancellationToken);

    /// <summary>True when a root's key lies in the sample.</summary>
    public bool IsSampled(object?[] key) => sampler.Contains(key);

    /// <summary>The items whose keys the shadow does not hold yet.</summary>
    public async Task<List<object?[]>> WithoutHeldAsync(
        TableSchema table, IEnumerable<object?[]> items, Func<object?[], object?[]> keyOf, CancellationToken cancellationToken)
    {
        var missing = new List<object?[]>();
        foreach (var item in items)
        {
            if (!await HoldsAsync(table, keyOf(item), cancellationToken))
            {
                missing.Add(item);
            }
        }

        return missing;
    }

    /// <summary>Writes rows of one table, the rows they need before them and those that follow them after them. Production is asked once per reference.</summary>
    public async Task PutAsync(TablePlan table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        foreach (var reference in table.WholeParents)
        {
            await BringParentsAsync(table.Table, reference, rows, cancellationToken);
        }

        var entered = new List<object?[]>();
        foreach (var row in rows)
        {
            if (!await HoldsAsync(table.Table, table.Table.Pick(row, table.Table.Key), cancellationToken))
            {
                entered.Add(row);
            }

            await shadow.PutAsync(table.Table, masker.Row(table.Table, row), cancellationToken);
        }

        foreach (var reference in table.SampledChildren)
        {
            await BringChildrenAsync(table.Table, reference, entered, cancellationToken);
        }
    }

    private async Task<bool> BelongsAsync(TablePlan table, object?[] row, CancellationToken cancellationToken)
    {
        if (table.Role != TableRole.Child)
        {
            return table.Role == TableRole.Whole || IsSampled(table.Table.Pick(row, table.Table.Key));
        }

        var follows = false;
        foreach (var reference in table.SampledParents)
        {
            var values = table.Table.Pick(row, reference.Columns);
            if (!values.Contains(null))
            {
                var parent = plan[reference.ParentTable].Table;
                var masked = masker.Values(parent, reference.ParentColumns, values);
                if (!await shadow.ExistsAsync(parent, reference.ParentColumns, masked, cancellationToken))
                {
                    return false;
                }

                follows = true;
            }
        }

        return follows;
    }

    private async Task BringParentsAsync(TableSchema table, ForeignKey reference, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        var parent = plan[reference.ParentTable];
        var missing = new List<object?[]>();
        foreach (var row in rows)
        {
            var values = table.Pick(row, reference.Columns);
            var own = reference.IsSelf && CanonicalValue.AreSame(values, table.Pick(row, reference.ParentColumns));
            if (!own && !values.Contains(null) && !missing.Exists(m => CanonicalValue.AreSame(m, values)) && !await shadow.ExistsAsync(
                parent.Table, reference.ParentColumns, masker.Values(parent.Table, reference.ParentColumns, values), cancellationToken))
            {
                missing.Add(values);
            }
        }

        if (missing.Count > 0)
        {
            await PutAsync(parent, await production.FindAsync(parent.Table, reference.ParentColumns, missing, cancellationToken), cancellationToken);
        }
    }

    private async Task BringChildrenAsync(TableSchema table, ForeignKey reference, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var values = rows.Select(r => table.Pick(r, reference.ParentColumns)).Where(v => !v.Contains(null)).ToList();
        var child = plan[reference.Table];
        var followers = new List<object?[]>();
        foreach (var row in await production.FindAsync(child.Table, reference.Columns, values, cancellationToken))
        {
            if (await BelongsAsync(child, row, cancellationToken))
            {
                followers.Add(row);
            }
        }

        if (followers.Count > 0)
        {
            await PutAsync(child, followers, cancellationToken);
        }
    }
}
