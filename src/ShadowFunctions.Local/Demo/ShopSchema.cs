using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Demo;

/// <summary>The emulated shop's tables, and the statements that fill them from a seed.</summary>
internal static class ShopSchema
{
    public const int Customers = 2_000;
    public const int Products = 200;
    public const int Orders = 10_000;
    public const int LinesPerOrder = 3;

    public const string Tables = """
        CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone TEXT, region TEXT);
        CREATE TABLE products(id INTEGER PRIMARY KEY, title TEXT NOT NULL, price REAL NOT NULL);
        CREATE TABLE stock(product_id INTEGER PRIMARY KEY REFERENCES products(id), quantity INTEGER NOT NULL);
        CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
            ordered_at DATETIME NOT NULL, status TEXT NOT NULL, total REAL NOT NULL, paid_at DATETIME);
        CREATE TABLE order_lines(order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE, line INTEGER NOT NULL,
            product_id INTEGER NOT NULL REFERENCES products(id), quantity INTEGER NOT NULL, PRIMARY KEY (order_id, line)) WITHOUT ROWID;
        CREATE INDEX orders_by_customer ON orders(customer_id);
        CREATE INDEX orders_by_time ON orders(ordered_at);
        CREATE TABLE _shadow_demo_state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE _shadow_demo_costs(template TEXT PRIMARY KEY, work REAL NOT NULL, pages REAL NOT NULL, log_bytes REAL NOT NULL,
            result_bytes REAL NOT NULL) WITHOUT ROWID;
        CREATE TABLE _shadow_demo_statistics(interval INTEGER NOT NULL, template TEXT NOT NULL, executions REAL NOT NULL, cpu_seconds REAL NOT NULL,
            PRIMARY KEY (interval, template)) WITHOUT ROWID;
        """;

    /// <summary>What the shop's owner says about its columns: names and addresses become tokens, what products are called is no secret.</summary>
    public static IReadOnlyList<MaskingRule> Masking { get; } =
    [
        new("customers", "name", MaskingKind.Token),
        new("customers", "email", MaskingKind.Token),
        new("customers", "phone", MaskingKind.Null),
        new("customers", "region", MaskingKind.Keep),
        new("products", "title", MaskingKind.Keep),
        new("orders", "status", MaskingKind.Keep),
    ];

    /// <summary>Statements that fill the tables; integer arithmetic only, so that every platform makes the same rows.</summary>
    /// <param name="seed">Seed of this store.</param>
    /// <param name="startsAt">Orders lie in the 90 days before.</param>
    public static string Fill(long seed, DateTimeOffset startsAt)
    {
        var salt = (seed & 0xFFFFF) + 1;
        string Chance(string index, int stream) => $"((({index}) * 48271 + {salt * (stream + 1)}) % 2147483647 * 69621 % 2147483647)";
        string Numbers(int count) => string.Create(CultureInfo.InvariantCulture,
            $"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {count}) ");
        string Pick(string list, string number) => $"json_extract('{list}', '$[' || ({number} % json_array_length('{list}')) || ']')";
        const string First = """["Anke","Bilal","Chiara","Dmitri","Elif","Femke","Goran","Hanna","Ines","Jonas","Katya","Luan","Maren","Nils","Olga","Pavel"]""";
        const string Last = """["Abendroth","Bergstrom","Castellani","Dvorak","Eriksen","Fontaine","Grabowski","Hoffmann","Ivanova","Jankowski","Kowalczyk","Lindqvist"]""";
        var name = $"{Pick(First, Chance("i", 1))} || ' ' || {Pick(Last, Chance("i", 2))}";
        var time = $"strftime('%Y-%m-%dT%H:%M:%SZ', {startsAt.ToUnixTimeSeconds()} - ({Orders} - i) * 777 - {Chance("i", 5)} % 700, 'unixepoch')";

        // The square makes a few customers order much more often than most.
        var customer = $"1 + ({Chance("i", 6)} % {Customers}) * ({Chance("i", 7)} % {Customers}) / {Customers}";
        return $"""
            {Numbers(Customers)} INSERT INTO customers SELECT i, {name}, lower(replace({name}, ' ', '.')) || i || '@mailbox.example',
                '+49 30 ' || (1000000 + {Chance("i", 3)} % 9000000), {Pick("""["north","south","east","west"]""", Chance("i", 4))} FROM n;
            {Numbers(Products)} INSERT INTO products SELECT i, 'Article ' || i, (100 + {Chance("i", 8)} % 9900) / 100.0 FROM n;
            INSERT INTO stock SELECT id, 1000 + id FROM products;
            {Numbers(Orders)} INSERT INTO orders SELECT i, {customer}, {time}, {Pick("""["new","paid","paid","sent","sent","sent"]""", Chance("i", 9))},
                (500 + {Chance("i", 10)} % 50000) / 100.0, NULL FROM n;
            {Numbers(Orders * LinesPerOrder)} INSERT INTO order_lines SELECT (i - 1) / {LinesPerOrder} + 1, (i - 1) % {LinesPerOrder} + 1,
                1 + ({Chance("i", 11)} % {Products}) * ({Chance("i", 12)} % {Products}) / {Products}, 1 + {Chance("i", 13)} % 5 FROM n;
            """;
    }
}
