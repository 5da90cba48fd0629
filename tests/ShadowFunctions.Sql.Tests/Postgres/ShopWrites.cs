using System.Globalization;
using System.Text;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>Random writes on the PostgreSQL shop, as text: every kind of change, none of which production refuses.</summary>
internal sealed class ShopWrites(int seed)
{
    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>Some transactions of some writes; every seventh is taken back.</summary>
    public string Batch(int writes)
    {
        var text = new StringBuilder();
        while (writes > 0)
        {
            var size = Math.Min(writes, _random.Next(1, 12));
            text.Append("BEGIN;\n");
            for (var i = 0; i < size; i++)
            {
                text.Append(Write()).Append(";\n");
            }

            text.Append(_random.Next(7) == 0 ? "ROLLBACK;\n" : "COMMIT;\n");
            writes -= size;
        }

        return text.ToString();
    }

    private static string In(string column, int value) => string.Create(CultureInfo.InvariantCulture, $"{column} = {value}");

    /// <summary>Any row of a table, near a number.</summary>
    private string Any(string table, int reach) =>
        string.Create(CultureInfo.InvariantCulture, $"(SELECT id FROM {table} WHERE id >= {_random.Next(reach)} ORDER BY id LIMIT 1)");

    private string Customer() => Any("customers", 1500);

    private string Order() => Any("sales.orders", 7000);

    private string Product() => Any("products", 900);

    private string Write()
    {
        var (x, n) = (_random.Next(1000), $"{seed}x{_number++}");
        return _random.Next(20) switch
        {
            0 => $"INSERT INTO customers(name, email, region, zip) VALUES ('New Person {n}', 'new{n}@x.example', 'EAST', 'P{x}') ON CONFLICT (email) DO NOTHING",
            1 => $"DELETE FROM customers WHERE id = {Customer()} AND {x} % 9 = 0",
            2 => $"UPDATE customers SET phone = '+49 {n}', extra = jsonb_build_object('n', {x}), tags = ARRAY['{n}'] WHERE id = {Customer()}",
            3 => $"WITH pair AS (SELECT id, lead(id) OVER (ORDER BY id) AS other FROM customers WHERE id >= {x} ORDER BY id LIMIT 2) " +
                $"UPDATE customers SET email = 'moved{n}.' || id || '@x.example' WHERE id IN (SELECT id FROM pair)",
            4 or 5 or 6 => $"INSERT INTO sales.orders(customer_id, status, total) SELECT c, 'new', {x} / 3.0 FROM (SELECT {Customer()} AS c) s WHERE c IS NOT NULL",
            7 => $"UPDATE sales.orders SET customer_id = coalesce({Customer()}, customer_id) WHERE id = {Order()}",
            8 => $"DELETE FROM sales.orders WHERE id = {Order()}",
            9 or 10 => $"INSERT INTO sales.order_lines SELECT o, {x % 9}, p, 1 FROM (SELECT {Order()} AS o, {Product()} AS p) s " +
                "WHERE o IS NOT NULL AND p IS NOT NULL ON CONFLICT (order_id, line) DO UPDATE SET quantity = sales.order_lines.quantity + 1",
            11 => $"UPDATE sales.order_lines SET line = line + 100 WHERE order_id = {Order()} AND line < 100 AND NOT EXISTS " +
                "(SELECT FROM sales.order_lines l WHERE l.order_id = sales.order_lines.order_id AND l.line >= 100)",
            12 => $"INSERT INTO products(title, price) VALUES ('Thing {n}', {x} / 100.0)",
            13 => $"DELETE FROM products WHERE id = {Product()} AND {x} % 9 = 0",
            14 => $"UPDATE reviews SET author_id = {(x % 3 == 0 ? "NULL" : Customer())}, stars = {x % 50} WHERE order_id = {Order()}",
            15 => $"INSERT INTO reviews(order_id, author_id, stars, words) SELECT o, c, 3, 'words {n}' FROM (SELECT {Order()} AS o, {Customer()} AS c) s WHERE o IS NOT NULL",
            16 => $"INSERT INTO stock SELECT p, {x} FROM (SELECT {Product()} AS p) s WHERE p IS NOT NULL ON CONFLICT (product_id) DO UPDATE SET quantity = excluded.quantity",
            17 => $"UPDATE customers SET region = {(x % 2 == 0 ? "NULL" : "'NORTH'")}, referrer = {Customer()} WHERE id = {Customer()}",
            18 => $"INSERT INTO events VALUES ({1_000_000 + x}, '\\x01', interval '{x} minutes', now()) ON CONFLICT (id) DO UPDATE SET payload = '\\x02'",
            _ => $"DELETE FROM events WHERE {In("id", x)}",
        };
    }
}
