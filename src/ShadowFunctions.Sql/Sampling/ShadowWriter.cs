using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Writes masked rows to the shadow and keeps it closed: whatever refers to a row goes with it.</summary>
internal sealed class ShadowWriter(ISqlDialect dialect, StatementCache statements, EntityPlan plan, SamplingBudget budget)
{
    // A network's way to the shadow is paid once for so many questions.
    private const int SetsPerStatement = 32;

    /// <summary>For each set of values whether a row of the table holds them in these columns.</summary>
    public async Task<IReadOnlyList<bool>> HoldsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> values, CancellationToken cancellationToken)
    {
        var held = new List<bool>(values.Count);
        foreach (var chunk in values.Chunk(SetsPerStatement))
        {
            // The last set again and again up to a power of two: few texts, which stay prepared.
            var sets = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)chunk.Length);
            var parameters = chunk.Concat(Enumerable.Repeat(chunk[^1], sets - chunk.Length)).SelectMany(v => v);
            var answer = await statements.QueryAsync(SqlText.Held(dialect, table, columns, sets), [.. parameters], cancellationToken);
            held.AddRange(answer[0].Take(chunk.Length).Select(h => h is 1L));
        }

        return held;
    }

    /// <summary>Inserts the row or replaces the one with the same key.</summary>
    public async Task PutAsync(TableSchema table, object?[] row, CancellationToken cancellationToken)
    {
        var key = table.Pick(row, table.Key);
        foreach (var unique in table.Uniques)
        {
            // Another row still holds the value that production has since given to this one. That row has changed too, so its own change
            // lies ahead in the log and brings it back.
            var values = table.Pick(row, unique);
            foreach (var other in values.Contains(null) ? [] : await KeysAsync(table, unique, values, cancellationToken))
            {
                if (!CanonicalValue.AreSame(other, key))
                {
                    await RemoveAsync(table, other, cancellationToken);
                }
            }
        }

        await statements.ExecuteAsync(dialect.Upsert(table), row, cancellationToken);
        budget.Wrote(row);
    }

    /// <summary>Removes all rows of a table and everything that refers to them.</summary>
    public async Task EmptyAsync(TableSchema table, CancellationToken cancellationToken)
    {
        foreach (var key in await statements.QueryAsync(SqlText.Keys(dialect, table), [], cancellationToken))
        {
            await RemoveAsync(table, key, cancellationToken);
        }
    }

    /// <summary>Removes a row, if it is there, and everything that refers to it.</summary>
    public async Task RemoveAsync(TableSchema table, object?[] key, CancellationToken cancellationToken)
    {
        foreach (var referrer in plan[table.Name].Referrers)
        {
            var values = await statements.QueryAsync(
                SqlText.Select(dialect, table, referrer.ParentColumns, table.Key, 1), key, cancellationToken);
            foreach (var value in values.Where(v => !v.Contains(null)))
            {
                var child = plan[referrer.Table].Table;
                foreach (var childKey in await KeysAsync(child, referrer.Columns, value, cancellationToken))
                {
                    if (!referrer.IsSelf || !CanonicalValue.AreSame(childKey, key))
                    {
                        await RemoveAsync(child, childKey, cancellationToken);
                    }
                }
            }
        }

        if (await statements.ExecuteAsync(SqlText.Delete(dialect, table), key, cancellationToken) > 0)
        {
            budget.Wrote(key);
        }
    }

    private Task<List<object?[]>> KeysAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?> values, CancellationToken cancellationToken) =>
        statements.QueryAsync(SqlText.Select(dialect, table, table.Key, columns, 1), values, cancellationToken);
}
