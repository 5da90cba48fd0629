namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>What PostgreSQL's own views tell about its load.</summary>
internal static class PostgresLoad
{
    /// <summary>
    /// Sessions at work: running, reading or writing data, writing the log, or queueing for one of the server's internal locks. Null when the role
    /// may not see what others do (<c>pg_monitor</c>).
    /// </summary>
    public const string Busy = """
        SELECT CASE WHEN pg_has_role('pg_read_all_stats', 'USAGE') THEN count(*) FILTER (
            WHERE state = 'active' AND pid <> pg_backend_pid() AND application_name <> 'shadow-functions'
              AND (wait_event_type IS NULL OR wait_event_type IN ('IO', 'LWLock', 'BufferPin'))) END
        FROM pg_stat_activity WHERE backend_type = 'client backend'
        """;

    /// <summary>
    /// Whether the role may see what others do, and the age in seconds of the oldest transaction that anybody has open, in whichever database: a
    /// change of size ends them all.
    /// </summary>
    public const string OldestTransaction = """
        SELECT pg_has_role('pg_read_all_stats', 'USAGE'), extract(epoch FROM clock_timestamp() - min(xact_start))::float8
        FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> 'shadow-functions'
        """;
}
