using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Demo;

/// <summary>
/// What users change in the emulated shop in one minute, scaled down to a handful of rows: orders, payments, stock, addresses. As many old
/// orders are archived as new ones come, so that the file keeps its size. A pure function of (seed, minute, rows before).
/// </summary>
internal sealed class ShopWrites(SqliteConnection connection, SqliteTransaction transaction, long seed)
{
    /// <summary>Most rows changed in one minute.</summary>
    public const int MaxRows = 20;

    private const int MostRowsPerWrite = 9;
    private const double WritesPerVCoreMinute = 0.2;
    private const int CountStream = 31;
    private const int KindStream = 32;
    private const int PlaceStream = 33;

    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public void Apply(long minute, double demandVCores)
    {
        var writes = (int)Math.Min(MaxRows, (demandVCores * WritesPerVCoreMinute) + SeededChance.Uniform(seed, CountStream, minute));
        var rows = 0;
        for (var i = 0; i < writes && rows <= MaxRows - MostRowsPerWrite; i++)
        {
            var index = (minute * MaxRows) + i;
            var place = SeededChance.Uniform(seed, PlaceStream, index);
            rows += SeededChance.Uniform(seed, KindStream, index) switch
            {
                < 0.35 => Order(minute, place) + Archive(),
                < 0.65 => Run("UPDATE orders SET status = 'paid', paid_at = @t WHERE id = (SELECT min(id) + CAST(@u * (max(id) - min(id)) AS INTEGER) FROM orders)", minute, place),
                < 0.9 => Run("UPDATE stock SET quantity = CASE WHEN quantity < 10 THEN 1000 ELSE quantity - 1 END WHERE product_id = 1 + CAST(@u * (SELECT max(id) FROM products) AS INTEGER)", minute, place),
                < 0.97 => Run("UPDATE customers SET phone = '+49 30 ' || CAST(1000000 + @u * 8999999 AS INTEGER) WHERE id = 1 + CAST(@u * (SELECT max(id) FROM customers) AS INTEGER)", minute, place),
                _ => Run("INSERT INTO customers(name, email, phone, region) SELECT 'Newly Registered', 'new.' || (max(id) + 1) || '@mailbox.example', NULL, 'north' FROM customers", minute, place),
            };
        }
    }

    private int Order(long minute, double place) =>
        Run("INSERT INTO orders(customer_id, ordered_at, status, total) SELECT 1 + CAST(@u * @u * max(id) AS INTEGER), @t, 'new', CAST(500 + @u * 50000 AS INTEGER) / 100.0 FROM customers", minute, place)
        + Run("INSERT INTO order_lines SELECT o.id, l.value, 1 + (CAST(@u * 1000003 AS INTEGER) * l.value + o.id) % (SELECT max(id) FROM products), l.value FROM (SELECT max(id) AS id FROM orders) o, json_each('[1,2,3]') l", minute, place);

    /// <summary>Removes the oldest order; its lines go with it.</summary>
    private int Archive() =>
        Run("DELETE FROM orders WHERE id = (SELECT min(id) FROM orders)", 0, 0) + ShopSchema.LinesPerOrder;

    private int Run(string text, long minute, double place)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = text;
            command.Parameters.Add(new SqliteParameter { ParameterName = "@u" });
            command.Parameters.Add(new SqliteParameter { ParameterName = "@t" });
            _commands.Add(text, command);
        }

        command.Parameters[0].Value = place;
        command.Parameters[1].Value = DateTimeOffset.FromUnixTimeSeconds(minute * 60).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return command.ExecuteNonQuery();
    }
}
