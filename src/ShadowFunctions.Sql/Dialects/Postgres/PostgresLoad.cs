using Npgsql;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>What PostgreSQL's own views tell about its load.</summary>
internal static class PostgresLoad
{
    /// <summary>
    /// Sessions at work (running, reading or writing data, writing the log, or queueing for one of the server's internal locks), and those that
    /// queue for another session's lock. Nulls when the role may not see what others do (<c>pg_monitor</c>).
    /// </summary>
    public const string Busy = """
        SELECT CASE WHEN pg_has_role('pg_read_all_stats', 'USAGE')
                THEN count(*) FILTER (WHERE wait_event_type IS NULL OR wait_event_type IN ('IO', 'LWLock', 'BufferPin')) END,
            count(*) FILTER (WHERE wait_event_type = 'Lock')
        FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid() AND application_name <> 'shadow-functions'
        """;

    /// <summary>
    /// Whether the role may see what others do, and the age in seconds of the oldest transaction that anybody has open, in whichever database: a
    /// change of size ends them all.
    /// </summary>
    public const string OldestTransaction = """
        SELECT pg_has_role('pg_read_all_stats', 'USAGE'), extract(epoch FROM clock_timestamp() - min(xact_start))::float8
        FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> 'shadow-functions'
        """;

    /// <summary>Looks once; null when the role may not see it.</summary>
    public static async Task<double?> LookAsync(NpgsqlCommand look, double vCores, CancellationToken cancellationToken)
    {
        await using var row = await look.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return await row.IsDBNullAsync(0, cancellationToken) ? null : SessionLoad.Headroom(row.GetInt64(0), row.GetInt64(1), vCores);
    }
}
