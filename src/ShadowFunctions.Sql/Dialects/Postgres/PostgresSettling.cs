using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// What a filled table of the shadow still needs to answer like production's. The copy comes entity by entity, so an entity's rows lie side by side: a look-up of
/// them would read a page where production reads one for each row, and a stretch of time many pages where production reads one. So the rows are laid by the
/// column that production's lie by; then the table is vacuumed, because without a visibility map an index alone answers nothing.
/// </summary>
internal static class PostgresSettling
{
    /// <summary>The indexed column by which each of production's tables lies, by schema and table; those that lie by none are left out.</summary>
    public static async Task<Dictionary<(string Schema, string Table), string>> OrderAsync(NpgsqlConnection production, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand(PostgresCatalog.StoredBy, production);
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        var order = new Dictionary<(string, string), string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            order[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        }

        return order;
    }

    /// <summary>Lays and vacuums one table.</summary>
    /// <param name="shadow">The shadow.</param>
    /// <param name="table">The table.</param>
    /// <param name="storedBy">The column that production's rows lie by; null where they lie by none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Names come from the catalogue and are quoted.")]
    public static async Task SettleAsync(NpgsqlConnection shadow, TableSchema table, string? storedBy, CancellationToken cancellationToken)
    {
        var name = PostgresShadowTables.Name(table);
        if (storedBy is not null && await IndexAsync(shadow, name, storedBy, cancellationToken) is { } index)
        {
            await using var lay = new NpgsqlCommand($"CLUSTER {name} USING {PostgresDialect.QuoteName(index)}", shadow) { CommandTimeout = 0 };
            await lay.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var vacuum = new NpgsqlCommand($"VACUUM (ANALYZE) {name}", shadow) { CommandTimeout = 0 };
        await vacuum.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string?> IndexAsync(NpgsqlConnection shadow, string table, string column, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(PostgresCatalog.IndexLedBy, shadow) { Parameters = { new("p0", table), new("p1", column) } };
        return await find.ExecuteScalarAsync(cancellationToken) as string;
    }
}
