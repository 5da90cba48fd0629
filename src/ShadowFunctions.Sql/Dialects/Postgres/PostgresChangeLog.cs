using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// The change log of a PostgreSQL production: a publication of key columns, which the owner makes once by <see cref="Install"/>, and a logical
/// replication slot, which the product makes when the publication is there: the only thing it ever makes on production.
/// </summary>
public static class PostgresChangeLog
{
    /// <summary>Name of the publication.</summary>
    public const string Publication = "shadow_functions";

    internal const string FindPublication = "SELECT 1::bigint FROM pg_publication WHERE pubname = 'shadow_functions'";

    /// <summary>Table schema, table, published columns.</summary>
    internal const string Published =
        "SELECT schemaname::text, tablename::text, attnames::text[] FROM pg_publication_tables WHERE pubname = 'shadow_functions'";

    /// <summary>Slots are unique in a server, so the name carries the database.</summary>
    internal const string SlotName = "SELECT 'shadow_functions_' || oid::text FROM pg_database WHERE datname = current_database()";

    /// <summary>Confirmed position, end of the log, and whether the server has kept the log.</summary>
    internal const string Slot = """
        SELECT (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint, (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint, wal_status IS DISTINCT FROM 'lost'
        FROM pg_replication_slots WHERE slot_name = @slot AND plugin = 'pgoutput'
        """;

    internal const string CreateSlot = "SELECT pg_create_logical_replication_slot(@slot, 'pgoutput')::text";

    internal const string DropSlot = "SELECT pg_drop_replication_slot(@slot)::text";

    /// <summary>Position up to which the slot's sender has sent everything, while it waits for more of the log; nothing while it is at work.</summary>
    internal const string Waiting = """
        SELECT (r.sent_lsn - '0/0'::pg_lsn)::bigint FROM pg_replication_slots s JOIN pg_stat_replication r ON r.pid = s.active_pid
        JOIN pg_stat_activity a ON a.pid = r.pid WHERE s.slot_name = @slot AND lower(a.wait_event) = 'walsenderwaitforwal'
        """;

    /// <summary>
    /// The owner's statements. Only tables with a primary key are published: PostgreSQL refuses updates of published tables that have none.
    /// </summary>
    /// <param name="schema">Production's tables.</param>
    /// <param name="role">The role that the product signs in with.</param>
    public static IReadOnlyList<string> Install(DatabaseSchema schema, string role)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(role);
        var tables = schema.Tables.Where(t => t.Key.Count > 0).ToList();
        return
        [
            $"CREATE PUBLICATION {Publication} FOR TABLE {string.Join(", ", tables.Select(Part))} WITH (publish_via_partition_root = true)",
            $"ALTER ROLE {PostgresDialect.QuoteName(role)} REPLICATION",
        ];
    }

    /// <summary>The owner's statement that publishes one further table.</summary>
    public static string Extend(TableSchema table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"ALTER PUBLICATION {Publication} ADD TABLE {Part(table)}";
    }

    /// <summary>The owner's statements that take everything back.</summary>
    public static IReadOnlyList<string> Uninstall() =>
    [
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name LIKE 'shadow\\_functions\\_%' AND database = current_database()",
        $"DROP PUBLICATION IF EXISTS {Publication}",
    ];

    private static string Part(TableSchema table) =>
        $"{PostgresShadowTables.Name(table)} ({string.Join(", ", table.Key.Select(PostgresDialect.QuoteName))})";
}
