using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>What a server's statement statistics hold.</summary>
/// <param name="From">From when on they count, UTC.</param>
/// <param name="To">Until when, UTC.</param>
/// <param name="Statements">Per template: what all its executions used.</param>
/// <param name="IsWhole">False when the least of what the server holds was left out.</param>
/// <param name="IsCumulative">True when they count since a reset, so that a window is the difference of two readings.</param>
public sealed record RecordedStatements(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<(QueryTemplate Template, StatementTotals Totals)> Statements, bool IsWhole = true, bool IsCumulative = false)
{
    /// <summary>Templates that make a mix: those that took most of production's time.</summary>
    public const int MostTemplates = 200;

    /// <summary>Templates of a reading, so that one which comes to the fore was seen before.</summary>
    public const int MostKept = 500;

    /// <summary>Shapes of the plans that the statements ran under, as far as known.</summary>
    public IReadOnlyDictionary<string, string> Plans =>
        Statements.Where(s => s.Totals.PlanHash is not null).ToDictionary(s => s.Template.Id, s => s.Totals.PlanHash!, StringComparer.Ordinal);

    /// <summary>Rates and costs per execution.</summary>
    public WorkloadObservation Observe(string storeId)
    {
        var seconds = Math.Max(1, (To - From).TotalSeconds);
        return new WorkloadObservation(storeId, From, To, [.. Statements.Where(s => s.Totals.Executions > 0)
            .OrderByDescending(s => s.Totals.CpuSeconds).ThenBy(s => s.Template.Id, StringComparer.Ordinal).Take(MostTemplates)
            .Select(s => new ObservedTemplate(s.Template, s.Totals.Executions / seconds, s.Totals.Cost(s.Template.Id)))]);
    }

    /// <summary>
    /// What was recorded since an earlier reading; all of it when the server began to count anew in between. A statement that the earlier reading
    /// may have left out is left out once more: when its count began is not known.
    /// </summary>
    public RecordedStatements Since(StatementSnapshot earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.From != From || earlier.To >= To ? this : this with
        {
            From = earlier.To,
            Statements = [.. Statements.Where(s => earlier.IsWhole || earlier.Totals.ContainsKey(s.Template.Id))
                .Select(s => (s.Template, earlier.Totals.TryGetValue(s.Template.Id, out var before) ? s.Totals.Since(before) : s.Totals))],
        };
    }
}
