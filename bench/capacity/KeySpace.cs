using Npgsql;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// Keys that exist in one database, ordered by popularity: a parameter is drawn as a quantile, so that the same quantile means the same
/// kind of key (hot or cold, new or old) on production and on a sample of it.
/// </summary>
internal sealed record KeySpace(long[] Customers, long[] Orders, int Items, DateTime From, DateTime Until)
{
    /// <summary>Reads the keys of a database.</summary>
    public static KeySpace Read(Server server, string database)
    {
        using var connection = server.Open(database);
        var customers = Longs(connection, "SELECT id FROM customer ORDER BY hashint8(id), id");
        var orders = Longs(connection, "SELECT id FROM orders WHERE id < 1000000000 ORDER BY id");
        var items = (int)Longs(connection, "SELECT max(id)::bigint FROM item")[0];
        using var command = new NpgsqlCommand("SELECT min(placed_at), max(placed_at) FROM orders WHERE id < 1000000000", connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new KeySpace(customers, orders, items, reader.GetDateTime(0), reader.GetDateTime(1));
    }

    /// <summary>A customer; popular ones more often (density falls with the root of the rank).</summary>
    public long Customer(Random random) => Customers[(long)(Customers.LongLength * Square(random.NextDouble()))];

    /// <summary>An order; recent ones more often.</summary>
    public long Order(Random random) => Orders[Orders.LongLength - 1 - (long)(Orders.LongLength * Square(random.NextDouble()))];

    /// <summary>An item, each equally often.</summary>
    public int Item(Random random) => 1 + random.Next(Items);

    /// <summary>A stretch of time that holds a share of all orders.</summary>
    public (DateTime From, DateTime Until) Range(Random random, double share)
    {
        var length = (Until - From) * share;
        var start = From + ((Until - From - length) * random.NextDouble());
        return (start, start + length);
    }

    private static double Square(double x) => x * x;

    private static long[] Longs(NpgsqlConnection connection, string text)
    {
        using var command = new NpgsqlCommand(text, connection);
        using var reader = command.ExecuteReader();
        var values = new List<long>();
        while (reader.Read())
        {
            values.Add(reader.GetInt64(0));
        }

        return [.. values];
    }
}
