namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>One reading of cumulative statistics, kept to take differences from.</summary>
/// <param name="From">Instant of the server's last reset, UTC.</param>
/// <param name="To">Instant of the reading, UTC.</param>
/// <param name="Totals">Per template id.</param>
/// <param name="IsWhole">False when the least of what the server held was left out.</param>
public sealed record StatementSnapshot(DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<string, StatementTotals> Totals, bool IsWhole)
{
    /// <summary>The snapshot of a reading.</summary>
    public static StatementSnapshot Of(RecordedStatements recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new StatementSnapshot(recorded.From, recorded.To, recorded.Statements.ToDictionary(s => s.Template.Id, s => s.Totals, StringComparer.Ordinal), recorded.IsWhole);
    }
}
