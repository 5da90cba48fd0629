using System.Globalization;
using Npgsql;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// Nested samples of production by universe sampling: a customer belongs to a sample when its hash lies below the fraction, and all that
/// belongs to a customer goes with it. Items are a reference table and are copied whole.
/// </summary>
internal static class ShadowCopy
{
    private static readonly string[] Tables = ["customer", "orders", "order_line", "payment", "item"];

    /// <summary>Copies one fraction into a new database of the shadow's cluster.</summary>
    public static void Make(Server production, string from, Server shadow, string to, double fraction)
    {
        OrderEntry.CreateEmpty(shadow, to);
        using var source = production.Open(from);
        using var target = shadow.Open(to);
        Do(source, $"CREATE TEMP TABLE chosen AS SELECT id FROM customer WHERE {Chosen(fraction)}; ANALYZE chosen");
        foreach (var (table, query) in Queries())
        {
            Pipe(source, query, target, table);
        }

        target.Close();
        OrderEntry.Finish(shadow, to);
        Imitate(source, shadow, to);
    }

    /// <summary>
    /// Lets the shadow's planner see production's row counts: it multiplies the density by the real number of pages, so the density is set
    /// to production's rows over the shadow's pages, and the number of distinct values to production's.
    /// </summary>
    private static void Imitate(NpgsqlConnection source, Server shadow, string to)
    {
        using var target = shadow.Open(to);
        var rows = new List<(string Name, float Rows)>();
        using (var command = new NpgsqlCommand(
            "SELECT relname::text, reltuples FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0", source))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetFloat(1)));
            }
        }

        foreach (var (name, count) in rows)
        {
            Do(target, string.Create(CultureInfo.InvariantCulture, $"UPDATE pg_class SET reltuples = {count} WHERE relname = '{name}'"));
        }

        var distinct = new List<(string Table, string Column, float Distinct)>();
        using (var command = new NpgsqlCommand("SELECT tablename::text, attname::text, n_distinct FROM pg_stats WHERE schemaname = 'public'", source))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                distinct.Add((reader.GetString(0), reader.GetString(1), reader.GetFloat(2)));
            }
        }

        foreach (var (table, column, count) in distinct)
        {
            Do(target, string.Create(CultureInfo.InvariantCulture, $"""
                UPDATE pg_statistic SET stadistinct = {count} WHERE starelid = '{table}'::regclass
                AND staattnum = (SELECT attnum FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}')
                """));
        }
    }

    private static string Chosen(double fraction) =>
        $"(hashint8extended(id, 20260831) & 1048575) < {(long)(fraction * 1048576)}";

    private static IEnumerable<(string Table, string Query)> Queries()
    {
        yield return ("item", "SELECT * FROM item");
        yield return ("customer", "SELECT c.* FROM customer c JOIN chosen USING (id) ORDER BY c.id");
        yield return ("orders", "SELECT o.* FROM orders o JOIN chosen c ON c.id = o.customer_id ORDER BY o.id");
        yield return ("order_line", "SELECT l.* FROM chosen c JOIN orders o ON c.id = o.customer_id JOIN order_line l ON l.order_id = o.id ORDER BY l.order_id");
        yield return ("payment", "SELECT p.* FROM chosen c JOIN payment p ON c.id = p.customer_id ORDER BY p.id");
    }

    private static void Pipe(NpgsqlConnection source, string query, NpgsqlConnection target, string table)
    {
        using var read = source.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT BINARY)");
        using var write = target.BeginRawBinaryCopy($"COPY {table} FROM STDIN (FORMAT BINARY)");
        var buffer = new byte[1 << 16];
        int length;
        while ((length = read.Read(buffer, 0, buffer.Length)) > 0)
        {
            write.Write(buffer, 0, length);
        }
    }

    private static void Do(NpgsqlConnection connection, string text)
    {
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 300 };
        command.ExecuteNonQuery();
    }
}
