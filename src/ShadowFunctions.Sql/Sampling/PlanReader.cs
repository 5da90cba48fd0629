using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Reads production's catalogue and finds the plan of the sample.</summary>
internal sealed class PlanReader(ISqlDialect dialect)
{
    /// <summary>Reads the plan.</summary>
    /// <param name="production">Production.</param>
    /// <param name="chosenRoot">The owner's root; null to find it.</param>
    /// <param name="recordedRoot">Root of the copy under way: kept although row counts change; null before the first pass.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<EntityPlan> ReadAsync(
        IProductionSession production, string? chosenRoot, string? recordedRoot, CancellationToken cancellationToken)
    {
        var schema = await dialect.ReadSchemaAsync(production.Connection, cancellationToken);
        var root = chosenRoot ?? (recordedRoot is not null && schema.Find(recordedRoot) is not null ? recordedRoot : null);
        var rows = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in root is null ? schema.Tables : [])
        {
            rows[table.Name] = await dialect.EstimateRowsAsync(production.Connection, table, cancellationToken);
        }

        return EntityPlan.Create(schema, rows, root);
    }
}
