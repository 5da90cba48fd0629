using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Sql.Tests;

/// <summary>A production file with every shape of reference that the sample must follow, and an empty shadow beside it.</summary>
internal sealed class ShopDatabase : IDisposable
{
    public const string Schema = """
        CREATE TABLE regions(code TEXT PRIMARY KEY, label TEXT NOT NULL);
        CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone TEXT,
            region TEXT REFERENCES regions(code), born DATE, referrer INTEGER REFERENCES customers(id) ON DELETE SET NULL);
        CREATE TABLE products(id INTEGER PRIMARY KEY, title TEXT, price REAL NOT NULL);
        CREATE TABLE stock(product_id INTEGER PRIMARY KEY REFERENCES products(id) ON DELETE CASCADE, quantity INTEGER NOT NULL);
        CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
            status TEXT, total REAL, ordered_at DATETIME NOT NULL);
        CREATE TABLE order_lines(order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE, line INTEGER NOT NULL,
            product_id INTEGER NOT NULL REFERENCES products(id) ON DELETE CASCADE, quantity INTEGER NOT NULL,
            PRIMARY KEY (order_id, line)) WITHOUT ROWID;
        CREATE TABLE reviews(id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
            author_id INTEGER REFERENCES customers(id) ON DELETE SET NULL, stars INTEGER, words TEXT);
        CREATE TABLE events(id INTEGER PRIMARY KEY, payload BLOB);
        CREATE INDEX orders_customer ON orders(customer_id);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("shadow-sql-").FullName;

    public ShopDatabase(int customers = 200, bool withLog = true)
    {
        Owner = new SqliteConnection($"Data Source={ProductionPath};Foreign Keys=True;Pooling=False");
        Owner.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON");
        Execute(Schema);
        if (withLog)
        {
            SqliteChangeLog.Install(Owner);
        }

        Fill(customers);
    }

    public SqliteConnection Owner { get; }

    public string ProductionPath => Path.Combine(_folder, "production.db");

    public string ShadowPath => Path.Combine(_folder, "shadow.db");

    public Store Store => new()
    {
        Id = "shop",
        ResourceId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/v/databases/shop",
        Region = "westeurope",
        ProductionConnection = $"Data Source={ProductionPath};Pooling=False",
        ShadowConnection = $"Data Source={ShadowPath};Pooling=False",
    };

    public static SampledReplicator Replicator(ISqlDialect? dialect = null, TimeProvider? time = null) => new(dialect ?? new SqliteDialect(), new FixedKey(), time);

    public static ReplicationRequest Request(
        string id, double fraction = 0.2, double rows = 1_000_000, double? headroom = 0.9, IReadOnlyList<MaskingRule>? masking = null) =>
        new(id, DateTimeOffset.UnixEpoch,
            new ReplicationSettings { SampleFraction = fraction, EntityRoot = "customers", MaxBytesPerSecond = 1e9, Masking = masking ?? [] },
            rows, 1, headroom, 7);

    public Task<ReplicationBatch> SampleAsync(ReplicationRequest request) =>
        Replicator().SampleAsync(Store, request, TestContext.Current.CancellationToken);

    public void Execute(string sql, params object?[] values) => Execute(Owner, sql, values);

    public List<object?[]> Production(string sql) => Query(Owner, sql);

    public List<object?[]> Shadow(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={ShadowPath};Pooling=False;Mode=ReadOnly");
        connection.Open();
        return Query(connection, sql);
    }

    public void Dispose()
    {
        Owner.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Execute(SqliteConnection connection, string sql, object?[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private static List<object?[]> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    private void Fill(int customers) => Execute($"""
        BEGIN;
        INSERT INTO regions VALUES ('NORTH', 'Upper country'), ('SOUTH', 'Lower country'), ('EAST', 'Morning country');
        WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {customers})
        INSERT INTO customers SELECT i, 'Margarete Sonnenschein ' || i, 'customer.number' || i || '@mailbox.example', '+49 170 55' || (100000 + i),
            CASE i % 4 WHEN 0 THEN 'NORTH' WHEN 1 THEN 'SOUTH' WHEN 2 THEN 'EAST' END, '1970-01-' || (10 + i % 20),
            CASE WHEN i % 5 = 0 THEN i / 5 END FROM n;
        WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30)
        INSERT INTO products SELECT i, 'Product ' || i, i * 1.5 FROM n;
        INSERT INTO stock SELECT id, id * 10 FROM products WHERE id % 3 > 0;
        WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {customers * 3})
        INSERT INTO orders SELECT i, 1 + (i * 7919) % {customers}, 'paid', i * 2.25, '2026-08-' || (10 + i % 20) || 'T10:00:00Z' FROM n;
        INSERT INTO order_lines SELECT o.id, l.value, 1 + (o.id * 31 + l.value) % 30, l.value FROM orders o, json_each('[1,2,3]') l;
        INSERT INTO reviews SELECT id, id, 1 + (id * 13) % {customers}, id % 5, 'Kindest regards from reviewer ' || id FROM orders WHERE id % 4 = 0;
        INSERT INTO events SELECT id, zeroblob(20) FROM orders;
        COMMIT;
        """);
}
