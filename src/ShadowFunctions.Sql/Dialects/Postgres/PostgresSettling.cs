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
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Names come from the catalogue and are quoted.")]
    public static async Task SettleAsync(NpgsqlConnection shadow, TableSchema table, CancellationToken cancellationToken)
    {
        var name = PostgresShadowTables.Name(table);
        if (table.StoredBy is { } column && await IndexAsync(shadow, name, column, cancellationToken) is { } index)
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
