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
            await PutAsync(table, row, cancellationToken);
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

    public async Task PutAsync(TablePlan table, object?[] row, CancellationToken cancellationToken)
    {
        foreach (var reference in table.WholeParents)
        {
            await BringParentAsync(table.Table, reference, row, cancellationToken);
        }

        var present = await HoldsAsync(table.Table, table.Table.Pick(row, table.Table.Key), cancellationToken);
        await shadow.PutAsync(table.Table, masker.Row(table.Table, row), cancellationToken);
        if (present)
        {
            return;
        }

        foreach (var reference in table.SampledChildren)
        {
            await BringChildrenAsync(table.Table, reference, row, cancellationToken);
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

    private async Task BringParentAsync(TableSchema table, ForeignKey reference, object?[] row, CancellationToken cancellationToken)
    {
        var values = table.Pick(row, reference.Columns);
        var parent = plan[reference.ParentTable];
        var own = reference.IsSelf && CanonicalValue.AreSame(values, table.Pick(row, reference.ParentColumns));
        if (own || values.Contains(null) || await shadow.ExistsAsync(
            parent.Table, reference.ParentColumns, masker.Values(parent.Table, reference.ParentColumns, values), cancellationToken))
        {
            return;
        }

        foreach (var missing in await production.FindAsync(parent.Table, reference.ParentColumns, [values], cancellationToken))
        {
            await PutAsync(parent, missing, cancellationToken);
        }
    }

    private async Task BringChildrenAsync(TableSchema table, ForeignKey reference, object?[] row, CancellationToken cancellationToken)
    {
        var values = table.Pick(row, reference.ParentColumns);
        if (values.Contains(null))
        {
            return;
        }

        var child = plan[reference.Table];
        foreach (var follower in await production.FindAsync(child.Table, reference.Columns, [values], cancellationToken))
        {
            if (await BelongsAsync(child, follower, cancellationToken))
            {
                await PutAsync(child, follower, cancellationToken);
            }
        }
    }
}
