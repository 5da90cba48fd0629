using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Tests.Sampling;

/// <summary>Thousands of random writes between small passes, some of which crash: at the end the shadow is exactly the sample.</summary>
public sealed class ChangeReplayTests
{
    private const double Fraction = 0.3;

    private static readonly IReadOnlyList<MaskingRule> Rules =
    [
        new("customers", "name", MaskingKind.Token), new("customers", "phone", MaskingKind.Token), new("products", "title", MaskingKind.Keep),
        new("reviews", "words", MaskingKind.Null), new("orders", "status", MaskingKind.Keep),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_shadow_equals_the_sample_after_random_writes_and_crashes(int seed)
    {
        using var shop = new ShopDatabase(customers: 60);
        var random = new Random(seed);
        var crashes = 0;
        for (var step = 0; step < 2500; step++)
        {
            Write(shop, random);
            if (step % 23 == 0)
            {
                crashes += await PassAsync(shop, $"b{step}", random.Next(5, 120), crash: random.Next(3) == 0 ? random.Next(1, 30) : null);
                Assert.Empty(shop.Shadow("PRAGMA foreign_key_check"));
            }
        }

        for (var i = 0; (await shop.SampleAsync(Request($"end{i}", 100_000))).MoreWaiting; i++)
        {
        }

        Assert.True(crashes > 3, $"Only {crashes} passes crashed.");
        Assert.Equivalent(ExpectedSample.Of(shop, Fraction, 7, Rules), ExpectedSample.Actual(shop), strict: true);
    }

    /// <summary>Fifty thousand writes, many to a transaction, some taken back, with crashes, changes of the schema and a pruned log between them.</summary>
    [Fact]
    public async Task The_shadow_equals_the_sample_after_fifty_thousand_writes_and_changes_of_the_schema()
    {
        const int writes = 50_000;
        using var shop = new ShopDatabase(customers: 80);
        var (random, crashes, done) = (new Random(20261122), 0, 0);
        var upheavals = new Queue<string>([
            "ALTER TABLE products ADD COLUMN weight REAL", "DELETE FROM events", "ALTER TABLE customers RENAME COLUMN born TO birthday",
            "CREATE TABLE notes(id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id) ON DELETE CASCADE, words TEXT)",
            "CREATE INDEX reviews_order ON reviews(order_id)", "DELETE FROM _shadow_changes",
        ]);
        for (var step = 0; done < writes; step++)
        {
            done += WriteMany(shop, random, Math.Min(200, writes - done));
            if (step % 5 == 0)
            {
                crashes += await PassAsync(shop, $"b{step}", random.Next(50, 2000), crash: random.Next(2) == 0 ? random.Next(1, 60) : null);
            }

            if (step % 35 == 34 && upheavals.TryDequeue(out var upheaval))
            {
                shop.Execute(upheaval);
                SqliteChangeLog.Install(shop.Owner);
            }
        }

        for (var i = 0; (await shop.SampleAsync(Request($"end{i}", 100_000))).MoreWaiting; i++)
        {
        }

        Assert.True(crashes > 10 && upheavals.Count == 0, $"{crashes} passes crashed, {upheavals.Count} changes are left.");
        Assert.Empty(shop.Shadow("PRAGMA foreign_key_check"));
        var (expected, actual) = (ExpectedSample.Of(shop, Fraction, 7, Rules), ExpectedSample.Actual(shop));
        Assert.All(expected, table => Assert.Equal(table.Value, actual[table.Key]));
        Assert.True(expected.Values.Sum(rows => rows.Count) > 200);
    }

    /// <summary>One transaction; every seventh is taken back. The writes production refuses are counted too.</summary>
    private static int WriteMany(ShopDatabase shop, Random random, int writes)
    {
        shop.Execute("BEGIN");
        for (var i = 0; i < writes; i++)
        {
            Write(shop, random, inTransaction: true);
        }

        shop.Execute(random.Next(7) == 0 ? "ROLLBACK" : "COMMIT");
        return writes;
    }

    private static ShadowFunctions.Core.Ports.ReplicationRequest Request(string id, int rows) =>
        ShopDatabase.Request(id, Fraction, rows, masking: Rules);

    /// <summary>One pass; a pass that crashes is repeated under the same id, as the host would.</summary>
    private static async Task<int> PassAsync(ShopDatabase shop, string id, int rows, int? crash)
    {
        var token = TestContext.Current.CancellationToken;
        var crashed = 0;
        if (crash is { } writes)
        {
            var before = File.Exists(shop.ShadowPath) ? shop.Shadow("SELECT id, document FROM _shadow_ledger") : [];
            try
            {
                await ShopDatabase.Replicator(new CrashingDialect(new SqliteDialect(), writes)).SampleAsync(shop.Store, Request(id, rows), token);
            }
            catch (CrashException)
            {
                crashed = 1;
                Assert.Equal(before, shop.Shadow("SELECT id, document FROM _shadow_ledger"));
            }
        }

        await ShopDatabase.Replicator().SampleAsync(shop.Store, Request(id, rows), token);
        return crashed;
    }

    private static void Write(ShopDatabase shop, Random random, bool inTransaction = false)
    {
        // Any row at or after a random place: found by the key, whatever the table's size.
        long Any(string table) => shop.Production(
            $"SELECT id FROM {table} WHERE id >= abs({random.Next()} % (SELECT max(id) + 1 FROM {table})) ORDER BY id LIMIT 1") is [[long id]] ? id : 0;
        try
        {
            switch (random.Next(16))
            {
                case 0: shop.Execute("INSERT INTO customers(name, email, region) VALUES (@p0, @p1, 'EAST')", $"New Person {random.Next()}", $"new{random.Next()}@x.example"); break;
                case 1 when !inTransaction || random.Next(8) == 0: shop.Execute("DELETE FROM customers WHERE id = @p0 AND (SELECT count(*) FROM customers) > 30", Any("customers")); break;
                case 2: shop.Execute("UPDATE customers SET phone = @p1 WHERE id = @p0", Any("customers"), $"+49 {random.Next()}"); break;
                case 3 when !inTransaction: SwapEmails(shop, Any("customers"), Any("customers")); break;
                case 4 or 5: shop.Execute("INSERT INTO orders(customer_id, status, ordered_at) VALUES (@p0, 'new', '2026-09-01')", Any("customers")); break;
                case 6: shop.Execute("UPDATE orders SET customer_id = @p1 WHERE id = @p0", Any("orders"), Any("customers")); break;
                case 7: shop.Execute("DELETE FROM orders WHERE id = @p0", Any("orders")); break;
                case 8: shop.Execute("INSERT INTO order_lines VALUES (@p0, @p1, @p2, 1)", Any("orders"), random.Next(1, 9), Any("products")); break;
                case 9: shop.Execute("UPDATE order_lines SET order_id = @p1 WHERE order_id = @p0", Any("orders"), Any("orders")); break;
                case 10: shop.Execute("INSERT INTO products(title, price) VALUES (@p0, 5)", $"Thing {random.Next()}"); break;
                case 11 when !inTransaction || random.Next(8) == 0: shop.Execute("DELETE FROM products WHERE id = @p0 AND (SELECT count(*) FROM products) > 15", Any("products")); break;
                case 12: shop.Execute("UPDATE reviews SET author_id = @p1, order_id = @p2 WHERE id = @p0", Any("reviews"), random.Next(3) == 0 ? null : Any("customers"), Any("orders")); break;
                case 13: shop.Execute("INSERT INTO reviews(order_id, author_id, stars) VALUES (@p0, @p1, 3)", Any("orders"), Any("customers")); break;
                case 14: shop.Execute("INSERT OR REPLACE INTO stock VALUES (@p0, @p1)", Any("products"), random.Next(100)); break;
                default: shop.Execute("UPDATE customers SET region = NULL WHERE id = @p0", Any("customers")); break;
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19)
        {
            // A write that production itself refused.
        }
    }

    /// <summary>Unique values change places within one transaction: any order of copying meets a value that is still taken.</summary>
    private static void SwapEmails(ShopDatabase shop, long left, long right)
    {
        if (left != right)
        {
            shop.Execute("""
                BEGIN;
                CREATE TEMP TABLE swap AS SELECT id, email FROM customers WHERE id IN (@p0, @p1);
                UPDATE customers SET email = 'moving' WHERE id = @p0;
                UPDATE customers SET email = (SELECT email FROM swap WHERE id = @p0) WHERE id = @p1;
                UPDATE customers SET email = coalesce((SELECT email FROM swap WHERE id = @p1), 'left' || id) WHERE id = @p0;
                DROP TABLE swap;
                COMMIT;
                """, left, right);
        }
    }
}
