using System.Diagnostics;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Reads production by keys and pages within the snapshot of the page, and charges every row and the time it took to the budget.</summary>
internal sealed class ProductionReader(ISqlDialect dialect, IProductionSession production, SamplingBudget budget) : IAsyncDisposable
{
    private const int KeysPerStatement = 50;

    private readonly StatementCache _statements = new(production.Connection, () => production.Snapshot);

    /// <summary>The rows after a key in the order of keys; from the start when <paramref name="after"/> is null.</summary>
    public Task<List<object?[]>> PageAsync(
        TableSchema table, IReadOnlyList<string> columns, object?[]? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(SqlText.Page(dialect, table, columns, after is null, limit), after ?? [], cancellationToken);

    /// <summary>Full rows whose columns have one of the given sets of values, all of which differ.</summary>
    public async Task<List<object?[]>> FindAsync(
        TableSchema table, IReadOnlyList<string> by, IReadOnlyList<object?[]> values, CancellationToken cancellationToken)
    {
        var columns = table.Columns.Select(c => c.Name).ToList();
        var rows = new List<object?[]>();
        foreach (var chunk in values.Chunk(KeysPerStatement))
        {
            var text = SqlText.Select(dialect, table, columns, by, chunk.Length);
            rows.AddRange(await ReadAsync(text, [.. chunk.SelectMany(v => v)], cancellationToken));
        }

        return rows;
    }

    public async Task<ChangePage> ChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await production.ReadChangesAsync(schema, after, limit, cancellationToken);
        budget.Waited(page.Work ?? Stopwatch.GetElapsedTime(began));
        foreach (var change in page.Changes)
        {
            budget.ReadEntry(change.Key);
        }

        return page;
    }

    /// <summary>No changes are read for a while.</summary>
    public Task RestAsync(CancellationToken cancellationToken) => production.RestAsync(cancellationToken);

    public ValueTask DisposeAsync() => _statements.DisposeAsync();

    private async Task<List<object?[]>> ReadAsync(string text, IReadOnlyList<object?> values, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var rows = await _statements.QueryAsync(text, values, cancellationToken);
        budget.Waited(Stopwatch.GetElapsedTime(began));
        rows.ForEach(budget.Read);
        return rows;
    }
}
