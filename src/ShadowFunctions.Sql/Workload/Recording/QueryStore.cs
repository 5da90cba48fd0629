using System.Data.Common;
using System.Globalization;
using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Sql.Dialects.Plans;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>
/// Statements of an Azure SQL store: Query Store, by plan, kind of execution and interval. Whole intervals count, the running one up to now, so the
/// window read is the one asked for widened to them.
/// </summary>
internal static class QueryStore
{
    private const int Regular = 0;
    private const double MicrosecondsPerSecond = 1e6;

    // Plans are large texts: only those of the leading statements are read.
    private const int MostPlans = 50;

    /// <summary>Reads it; empty when Query Store is off.</summary>
    public static async Task<RecordedStatements> ReadAsync(DbConnection connection, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var rows = await SqlServerCommands.QueryAsync(connection, null, TSql.QueryStoreStatements, cancellationToken, ("@from", from), ("@until", until));
        var recorded = Sum(rows, until, out var plans);
        var statements = new List<(Core.Model.QueryTemplate, StatementTotals)>();
        foreach (var (template, totals) in recorded.Statements)
        {
            var plan = statements.Count < MostPlans && plans.TryGetValue(template.Id, out var id)
                ? await SqlServerCommands.QueryAsync(connection, null, TSql.QueryStorePlan, cancellationToken, ("@plan", id))
                : [];
            statements.Add((template, plan is [[string text]] ? totals with { PlanHash = PlanShape.OfSqlServer(text) } : totals));
        }

        return recorded with { Statements = statements };
    }

    /// <summary>Adds the rows up by template; <paramref name="plans"/> tells the plan most regular executions of each ran under.</summary>
    internal static RecordedStatements Sum(IReadOnlyList<object?[]> rows, DateTimeOffset until, out IReadOnlyDictionary<string, long> plans)
    {
        var sums = new TemplateSums(StatementLanguage.TSql);
        var executions = new Dictionary<string, Dictionary<long, double>>(StringComparer.Ordinal);
        var (first, last) = (until, DateTimeOffset.MinValue);
        foreach (var row in rows)
        {
            var totals = Totals(row);
            (first, last) = (Min(first, (DateTimeOffset)row[3]!), Max(last, Min(until, (DateTimeOffset)row[4]!)));
            if (sums.Add((string)row[0]!, totals) is { } template && totals.Executions > 0)
            {
                var ofTemplate = executions.TryGetValue(template.Id, out var known) ? known : executions[template.Id] = [];
                ofTemplate[(long)row[1]!] = ofTemplate.GetValueOrDefault((long)row[1]!) + totals.Executions;
            }
        }

        plans = executions.ToDictionary(e => e.Key, e => e.Value.OrderByDescending(p => p.Value).ThenBy(p => p.Key).First().Key, StringComparer.Ordinal);
        return new RecordedStatements(first, last > first ? last : until, sums.Top(RecordedStatements.MostTemplates));
    }

    private static StatementTotals Totals(object?[] row)
    {
        double Number(int i) => row[i] is null ? 0 : Convert.ToDouble(row[i], CultureInfo.InvariantCulture);
        return Number(2) == Regular
            ? new StatementTotals
            {
                Executions = Number(5),
                CpuSeconds = Number(6) / MicrosecondsPerSecond,
                DurationSeconds = Number(7) / MicrosecondsPerSecond,
                LogicalReads = Number(8),
                PhysicalReads = Number(9),
                Writes = Number(10),
                LogBytes = Number(11),
                Rows = Number(12),
                MemoryBytes = Number(13) * PageGroup.PageBytes,
            }
            : new StatementTotals { Aborted = Number(5) };
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
