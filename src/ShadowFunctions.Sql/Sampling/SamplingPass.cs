using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>One pass: first what changed on production, then the next part of the first copy, until the budget is used up.</summary>
internal sealed class SamplingPass(
    EntityPlan plan, ProductionReader production, RowCopier copier, SamplingBudget budget, PassGuard guard, byte[] key)
{
    /// <summary>
    /// A page of keys takes at most one part in this of the budget left: the rows that follow the sampled keys need the rest, and keys read
    /// but not reached before the budget ends are read again by the next pass.
    /// </summary>
    private const int KeyShare = 4;

    /// <summary>Advances the copy.</summary>
    /// <returns>The new state, and whether more is waiting.</returns>
    public async Task<(ReplicatorState State, bool MoreWaiting)> RunAsync(ReplicatorState state, CancellationToken cancellationToken)
    {
        (state, var waiting) = await ApplyChangesAsync(state, cancellationToken);
        return waiting ? (state, true) : await SeedAsync(state, cancellationToken);
    }

    private async Task<(ReplicatorState State, bool MoreWaiting)> ApplyChangesAsync(ReplicatorState state, CancellationToken cancellationToken)
    {
        while (state.ChangePosition is { } position)
        {
            if (!await guard.MayReadAsync(cancellationToken))
            {
                return (state, true);
            }

            var page = await production.ChangesAsync(plan.Schema, position, budget.NextPage, cancellationToken);
            await EmptyAsync(page.Changes, cancellationToken);
            foreach (var table in plan.Ordered)
            {
                await ReconcileAsync(table, page.Changes, cancellationToken);
            }

            state = state with { ChangePosition = page.Position };
            if (!page.More)
            {
                break;
            }
        }

        return (state, false);
    }

    /// <summary>
    /// Empties tables that production has emptied. Rows that came after that on production have entries of their own further on in the log.
    /// </summary>
    private async Task EmptyAsync(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var emptied = changes.Where(c => c.Key is null).Select(c => c.Table).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var table in plan.Ordered.Where(t => emptied.Contains(t.Table.Name)))
        {
            await copier.EmptyAsync(table.Table, cancellationToken);
        }
    }

    /// <summary>Brings the changed rows of one table in line; the log is only asked which rows, production what they hold now.</summary>
    private async Task ReconcileAsync(TablePlan table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var keys = changes
            .Where(c => string.Equals(c.Table, table.Table.Name, StringComparison.OrdinalIgnoreCase))
            .Select(c => c.Key)
            .OfType<object?[]>()
            .Where(k => table.Role != TableRole.Root || copier.IsSampled(k))
            .DistinctBy(Identity).ToList();
        var rows = (await production.FindAsync(table.Table, table.Table.Key, keys, cancellationToken))
            .ToDictionary(r => Identity(table.Table.Pick(r, table.Table.Key)));
        foreach (var rowKey in keys)
        {
            await copier.ReconcileAsync(table, rowKey, rows.GetValueOrDefault(Identity(rowKey)), cancellationToken);
        }
    }

    private async Task<(ReplicatorState State, bool MoreWaiting)> SeedAsync(ReplicatorState state, CancellationToken cancellationToken)
    {
        var tables = plan.Seeded;
        while (state.SeededTables < tables.Count)
        {
            var table = tables[state.SeededTables];
            var limit = table.Role == TableRole.Whole ? budget.NextPage : Math.Max(1, budget.NextPage / KeyShare);
            if (!await guard.MayReadAsync(cancellationToken))
            {
                return (state, true);
            }

            var after = state.SeedPosition is { } position ? PositionSeal.Open(key, position) : null;
            state = await SeedPageAsync(table, after, limit, cancellationToken) is { } last
                ? state with { SeedPosition = PositionSeal.Seal(key, last) }
                : state with { SeededTables = state.SeededTables + 1, SeedPosition = null };
        }

        return (state, false);
    }

    /// <summary>Copies one page of a table; returns the key it came to, null at the table's end.</summary>
    private async Task<object?[]?> SeedPageAsync(
        TablePlan table, object?[]? after, int limit, CancellationToken cancellationToken)
    {
        var whole = table.Role == TableRole.Whole;
        var columns = whole ? [.. table.Table.Columns.Select(c => c.Name)] : table.Table.Key;
        var page = await production.PageAsync(table.Table, columns, after, limit, cancellationToken);
        for (var i = 0; i < page.Count; i++)
        {
            var rowKey = whole ? table.Table.Pick(page[i], table.Table.Key) : page[i];
            await SeedRowAsync(table, rowKey, whole ? page[i] : null, cancellationToken);
            if (!whole && budget.Exhausted && i < page.Count - 1)
            {
                return rowKey;
            }
        }

        return page.Count < limit ? null : whole ? table.Table.Pick(page[^1], table.Table.Key) : page[^1];
    }

    private async Task SeedRowAsync(TablePlan table, object?[] rowKey, object?[]? row, CancellationToken cancellationToken)
    {
        // A row that is there came with a change or an earlier copy, and its later changes come with the log.
        if ((row is null && !copier.IsSampled(rowKey)) || await copier.HoldsAsync(table.Table, rowKey, cancellationToken))
        {
            return;
        }

        row ??= (await production.FindAsync(table.Table, table.Table.Key, [rowKey], cancellationToken)).SingleOrDefault();
        if (row is not null)
        {
            await copier.PutAsync(table, row, cancellationToken);
        }
    }

    private static string Identity(object?[] values) => string.Join('\u001f', values.Select(v => v switch
    {
        byte[] blob => "b" + Convert.ToHexString(blob),
        string text => "s" + text,
        Guid id => "g" + id.ToString("N"),
        _ => FormattableString.Invariant($"{v}"),
    }));
}
