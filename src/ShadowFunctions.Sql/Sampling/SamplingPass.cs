using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>One pass: first what changed on production, then the next part of the first copy, until the budget is used up.</summary>
internal sealed class SamplingPass(
    EntityPlan plan, ProductionReader production, RowCopier copier, SamplingBudget budget, PassGuard guard, byte[] key)
{
    private readonly RowsPerItem _perKey = new(4);
    private readonly RowsPerItem _perEntity = new(SamplingBudget.PageRows);
    private readonly RowsPerItem _perEntry = new(1);

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

            var before = budget.Cost;
            var page = await production.ChangesAsync(plan.Schema, position, _perEntry.In(budget.NextPage), cancellationToken);
            await EmptyAsync(page.Changes, cancellationToken);
            foreach (var table in plan.Ordered)
            {
                await ReconcileAsync(table, page.Changes, cancellationToken);
            }

            _perEntry.Learn(budget.Cost - before, page.Changes.Count);
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
            .DistinctBy(CanonicalValue.Identity).ToList();
        var rows = (await production.FindAsync(table.Table, table.Table.Key, keys, cancellationToken))
            .ToDictionary(r => CanonicalValue.Identity(table.Table.Pick(r, table.Table.Key)));
        foreach (var rowKey in keys)
        {
            await copier.ReconcileAsync(table, rowKey, rows.GetValueOrDefault(CanonicalValue.Identity(rowKey)), cancellationToken);
        }
    }

    private async Task<(ReplicatorState State, bool MoreWaiting)> SeedAsync(ReplicatorState state, CancellationToken cancellationToken)
    {
        var tables = plan.Seeded;
        if (state.SeededTables < tables.Count)
        {
            await production.RestAsync(cancellationToken);
        }

        while (state.SeededTables < tables.Count)
        {
            var table = tables[state.SeededTables];
            if (!await guard.MayReadAsync(cancellationToken))
            {
                return (state, true);
            }

            var after = state.SeedPosition is { } position ? PositionSeal.Open(key, position) : null;
            var last = table.Role == TableRole.Whole
                ? await SeedWholeAsync(table, after, cancellationToken)
                : await SeedEntitiesAsync(table, after, cancellationToken);
            state = last is not null
                ? state with { SeedPosition = PositionSeal.Seal(key, last) }
                : state with { SeededTables = state.SeededTables + 1, SeedPosition = null };
        }

        return (state, false);
    }

    /// <summary>Copies one page of a table that is copied whole; returns the key it came to, null at the table's end.</summary>
    private async Task<object?[]?> SeedWholeAsync(TablePlan table, object?[]? after, CancellationToken cancellationToken)
    {
        var limit = budget.NextPage;
        var page = await production.PageAsync(table.Table, [.. table.Table.Columns.Select(c => c.Name)], after, limit, cancellationToken);
        var missing = await copier.WithoutHeldAsync(table.Table, page, r => table.Table.Pick(r, table.Table.Key), cancellationToken);
        await copier.PutAsync(table, missing, cancellationToken);
        return page.Count < limit ? null : table.Table.Pick(page[^1], table.Table.Key);
    }

    /// <summary>
    /// Reads a page of keys of a root and copies the entities among them that are sampled. It ends early when it has used up twice a page's rows:
    /// keys read but not reached are read again. Returns the key it came to, null at the table's end.
    /// </summary>
    private async Task<object?[]?> SeedEntitiesAsync(TablePlan table, object?[]? after, CancellationToken cancellationToken)
    {
        var (rows, before) = (budget.NextPage, budget.Cost);
        var limit = _perKey.In(rows);
        var page = await production.PageAsync(table.Table, table.Table.Key, after, limit, cancellationToken);
        var sampled = Enumerable.Range(0, page.Count).Where(i => copier.IsSampled(page[i])).ToList();
        var reached = page.Count;
        for (var done = 0; done < sampled.Count;)
        {
            var group = sampled.Skip(done).Take(_perEntity.In(rows)).ToList();
            await SeedGroupAsync(table, [.. group.Select(i => page[i])], cancellationToken);
            done += group.Count;
            if (done < sampled.Count && (budget.Exhausted || budget.Cost - before >= 2 * rows))
            {
                reached = sampled[done];
                break;
            }
        }

        _perKey.Learn(budget.Cost - before, reached);
        return reached < page.Count || page.Count == limit ? page[reached - 1] : null;
    }

    private async Task SeedGroupAsync(TablePlan table, IReadOnlyList<object?[]> keys, CancellationToken cancellationToken)
    {
        var before = budget.Cost;

        // A row that is there came with a change or an earlier copy, and its later changes come with the log.
        var missing = await copier.WithoutHeldAsync(table.Table, keys, k => k, cancellationToken);
        await copier.PutAsync(table, await production.FindAsync(table.Table, table.Table.Key, missing, cancellationToken), cancellationToken);
        _perEntity.Learn(budget.Cost - before, keys.Count);
    }
}
