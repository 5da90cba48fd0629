using System.Text.Json;
using Npgsql;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// What the triggers of a change use, those that check references among them: a lookup in each table that a new row refers to, one in each table that
/// may refer to a row that goes, which is a scan where nothing indexes it. <c>EXPLAIN</c> tells how often they ran and not what they read, but
/// <c>pg_stat_statements</c> counts it on production; so it is taken from the session's own counters around the statement.
/// </summary>
/// <param name="Pages">Pages asked for of user tables and their indexes.</param>
/// <param name="LogPosition">Position in the log, bytes.</param>
internal readonly record struct PostgresTriggerCost(long Pages, long LogPosition)
{
    /// <summary>Most log of one call: a record and the image of a page. What others write meanwhile, as autovacuum does, counts for no more than that.</summary>
    private const long MostLogPerCall = 8192 + 256;

    private const string Counters = """
        SELECT sum(pg_stat_get_xact_blocks_fetched(oid))::bigint, (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint
        FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'i', 't', 'm')
        """;

    /// <summary>Reads the counters of the session's transaction.</summary>
    public static async Task<PostgresTriggerCost> ReadAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Counters, transaction.Connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PostgresTriggerCost(await reader.IsDBNullAsync(0, cancellationToken) ? 0 : reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>How often triggers ran, by what <c>EXPLAIN (ANALYZE, FORMAT JSON)</c> tells of a statement.</summary>
    public static long Calls(JsonElement explained) =>
        explained.TryGetProperty("Triggers", out var triggers) ? (long)triggers.EnumerateArray().Sum(t => t.GetProperty("Calls").GetDouble()) : 0;

    /// <summary>A statement's measure with its triggers.</summary>
    /// <param name="statement">What its plan used.</param>
    /// <param name="asked">Pages that its plan asked for.</param>
    /// <param name="calls">How often triggers ran.</param>
    /// <param name="before">The counters before it.</param>
    public StatementMeasure AddTo(StatementMeasure statement, long asked, long calls, PostgresTriggerCost before) => calls == 0 ? statement : statement with
    {
        LogicalWork = statement.LogicalWork + Math.Max(0, Pages - before.Pages - asked),
        LogBytes = statement.LogBytes + Math.Clamp(LogPosition - before.LogPosition - statement.LogBytes, 0, calls * MostLogPerCall),
    };
}
