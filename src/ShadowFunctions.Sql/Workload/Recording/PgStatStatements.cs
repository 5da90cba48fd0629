using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>Statements of a PostgreSQL store: <c>pg_stat_statements</c> since its last reset.</summary>
internal static class PgStatStatements
{
    // A role of its own for sampling keeps the sampler's reads out of the mix; where everyone is one role, all count. Columns that later
    // versions renamed are asked for by name in the row.
    private const string Text = """
        SELECT s.query, s.calls::float8, s.total_exec_time / 1000, s.rows::float8,
            (coalesce(to_jsonb(s)->>'blk_read_time', to_jsonb(s)->>'shared_blk_read_time')::float8
                + coalesce(to_jsonb(s)->>'blk_write_time', to_jsonb(s)->>'shared_blk_write_time')::float8) / 1000,
            (s.shared_blks_hit + s.shared_blks_read + s.temp_blks_read)::float8, (s.shared_blks_read + s.temp_blks_read)::float8,
            (s.shared_blks_dirtied + s.temp_blks_written)::float8, s.wal_bytes::float8, i.stats_reset, clock_timestamp(),
            s.wal_records::float8, s.wal_fpi::float8
        FROM pg_stat_statements_info i LEFT JOIN pg_stat_statements s ON s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (s.userid <> current_user::regrole OR NOT EXISTS (SELECT FROM pg_stat_statements o WHERE o.dbid = s.dbid AND o.userid <> current_user::regrole))
        ORDER BY s.total_exec_time DESC LIMIT 1000
        """;

    private const int MostRows = 1000;
    private const int MostPlans = 50;

    /// <summary>Reads them; null when the extension is not there or not loaded.</summary>
    public static async Task<RecordedStatements?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var sums = new TemplateSums(StatementLanguage.PostgreSql);
            var (from, to, rows) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue, 0);
            await using var command = new NpgsqlCommand(Text, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                (from, to) = (reader.GetFieldValue<DateTimeOffset>(9), reader.GetFieldValue<DateTimeOffset>(10));
                if (!reader.IsDBNull(0))
                {
                    sums.Add(reader.GetString(0), Totals(reader));
                    rows++;
                }
            }

            await reader.CloseAsync();
            var isWhole = rows < MostRows && sums.Count <= RecordedStatements.MostKept;
            var statements = await PlannedAsync(connection, sums.Top(RecordedStatements.MostKept), cancellationToken);
            return new RecordedStatements(from, to, statements, isWhole, IsCumulative: true);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return null;
        }
    }

    /// <summary>The leading statements with the plans they run under.</summary>
    private static async Task<IReadOnlyList<(QueryTemplate, StatementTotals)>> PlannedAsync(
        NpgsqlConnection connection, IReadOnlyList<(QueryTemplate Template, StatementTotals Totals)> statements, CancellationToken cancellationToken)
    {
        var plans = await PostgresPlans.ShapesAsync(connection, [.. statements.Take(MostPlans).Select(s => s.Template)], cancellationToken);
        return [.. statements.Select(s => (s.Template, s.Totals with { PlanHash = plans.GetValueOrDefault(s.Template.Id) }))];
    }

    private static StatementTotals Totals(NpgsqlDataReader reader) => new()
    {
        Executions = reader.GetDouble(1),
        DurationSeconds = reader.GetDouble(2),
        CpuSeconds = Math.Max(0, reader.GetDouble(2) - (reader.IsDBNull(4) ? 0 : reader.GetDouble(4))),
        Rows = reader.GetDouble(3),
        LogicalReads = reader.GetDouble(5),
        PhysicalReads = reader.GetDouble(6),
        Writes = reader.GetDouble(7),
        LogBytes = reader.GetDouble(8),
        LogRecords = reader.GetDouble(11),
        LogImages = reader.GetDouble(12),
    };
}
