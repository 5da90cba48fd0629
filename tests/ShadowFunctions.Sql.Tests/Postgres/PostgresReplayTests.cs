using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>
/// Fifty thousand random writes by two writers at once, while passes sample, crash, lose their connections, and production itself crashes,
/// changes its schema, empties tables and loses the slot: at the end the shadow is exactly the sample.
/// </summary>
public sealed class PostgresReplayTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const double Fraction = 0.3;
    private const int Writes = 50_000;
    private const int Batch = 250;

    private static readonly IReadOnlyList<MaskingRule> Rules =
    [
        new("customers", "name", MaskingKind.Token), new("customers", "phone", MaskingKind.Token), new("products", "title", MaskingKind.Keep),
        new("reviews", "words", MaskingKind.Null), new("sales.orders", "status", MaskingKind.Keep), new("customers", "email", MaskingKind.Token),
    ];

    /// <summary>What else happens to production, by the share of the writes done.</summary>
    private static readonly string[] Upheavals =
    [
        "ALTER TABLE products ADD COLUMN weight real; UPDATE products SET weight = id",
        "TRUNCATE events",
        "CREATE TABLE notes(id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers(id) ON DELETE CASCADE, words text); " +
            "INSERT INTO notes(customer_id, words) SELECT id, 'note ' || id FROM customers; ALTER PUBLICATION shadow_functions ADD TABLE notes (id)",
        "TRUNCATE sales.orders CASCADE; INSERT INTO sales.orders(customer_id, status) SELECT id, 'after' FROM customers",
        "ALTER TABLE customers DROP COLUMN extra; ALTER TABLE customers ADD COLUMN extra jsonb NOT NULL DEFAULT '[]'",
        "CREATE INDEX customers_region ON customers(region); ALTER TABLE stock ALTER COLUMN quantity TYPE bigint",
    ];

    private readonly Random _random = new(20261122);
    private int _crashes;
    private int _restarts;
    private int _done;
    private int _next;

    [Fact]
    public async Task The_shadow_equals_the_sample_after_fifty_thousand_writes_crashes_and_changes_of_the_schema()
    {
        await using var shop = await PostgresShop.CreateAsync(postgres, customers: 80);
        var writers = new[] { 1, 2 }.Select(w => Task.Run(() => WriteAsync(shop, w))).ToArray();
        for (var pass = 0; !Array.TrueForAll(writers, w => w.IsCompleted) || _next < Upheavals.Length; pass++)
        {
            await Task.WhenAll(writers.Where(w => w.IsFaulted));
            await PassAsync(shop, $"b{pass}", _random.Next(20, 4000));
            if (pass % 4 == 3 && _next < Upheavals.Length && Volatile.Read(ref _done) >= Writes / (Upheavals.Length + 2) * (_next + 1))
            {
                await RetryAsync(() => shop.ExecuteAsync(Upheavals[_next]));
                Volatile.Write(ref _next, _next + 1);
                await DisturbAsync(shop, _next);
            }
        }

        await Task.WhenAll(writers);
        var last = await DrainAsync(shop);
        Assert.Null(last.Guard);
        Assert.True(_crashes >= 10, $"Only {_crashes} passes crashed.");
        Assert.True(_restarts >= 3, $"Only {_restarts} copies were started anew.");
        Assert.True(_done >= Writes);
        var (expected, actual) = (await PostgresSample.ExpectedAsync(shop, Fraction, 7, Rules), await PostgresSample.ActualAsync(shop));
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, table => Assert.Equal(table.Value, actual[table.Key]));
        Assert.All(expected.Where(t => t.Key is not "events"), table => Assert.NotEmpty(table.Value));
    }

    private async Task WriteAsync(PostgresShop shop, int writer)
    {
        var writes = new ShopWrites(writer);
        for (var left = Writes / 2; left > 0; left -= Batch)
        {
            while (Volatile.Read(ref _done) > Writes / (Upheavals.Length + 2) * (Volatile.Read(ref _next) + 2))
            {
                await Task.Delay(20); // What happens to production shall happen among the writes, not after them.
            }

            var text = writes.Batch(Batch);
            await RetryAsync(() => shop.ExecuteAsync(text));
            Interlocked.Add(ref _done, Batch);
        }
    }

    /// <summary>Two writers may block each other, and production may be down: what fails is tried again from where it failed.</summary>
    private static async Task RetryAsync(Func<Task> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (NpgsqlException e) when (attempt < 60 && (e is not PostgresException p || p.SqlState is "40P01" or "23503" or "23505" || p.IsTransient))
            {
                await Task.Delay(100); // A deadlock of the two writers, or production is down.
            }
        }
    }

    private async Task DisturbAsync(PostgresShop shop, int round)
    {
        switch (round)
        {
            case 2 or 4:
                await postgres.Cluster.CrashAsync();
                await postgres.Cluster.StartAgainAsync();
                break;
            case 3:
                await RetryAsync(() => shop.ExecuteAsync(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()"));
                break;
        }
    }

    /// <summary>One pass; whatever it dies of, it is repeated under the same id, as the host would.</summary>
    private async Task PassAsync(PostgresShop shop, string id, int rows)
    {
        var request = PostgresShop.Request(id, Fraction, rows, masking: Rules);
        var disturbance = _random.Next(6);
        try
        {
            var dialect = new CrashingDialect(new PostgresDialect(), disturbance is 0 or 4 ? _random.Next(1, 60) : 0);
            var cut = disturbance == 1 ? CutAsync(shop) : Task.CompletedTask;
            var replicator = PostgresShop.Replicator(disturbance is 0 or 2 or 4 ? dialect : null, disturbance == 3 ? TimeProvider.System : null);
            Count(await replicator.SampleAsync(shop.Store, request, TestContext.Current.CancellationToken));
            await cut;
        }
        catch (Exception e) when (e is CrashException or TransientCloudException or InvalidOperationException)
        {
            // The last: a new table is not published yet.
            _crashes++;
            try
            {
                Count(await shop.SampleAsync(request));
            }
            catch (Exception again) when (again is TransientCloudException or InvalidOperationException)
            {
            }
        }
    }

    private void Count(ReplicationBatch batch) => _restarts += batch.Restart is null ? 0 : 1;

    private static async Task CutAsync(PostgresShop shop)
    {
        await Task.Delay(30);
        await RetryAsync(() => shop.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shadow-functions' AND pid <> pg_backend_pid()"));
    }

    private static async Task<ReplicationBatch> DrainAsync(PostgresShop shop)
    {
        for (var i = 0; ; i++)
        {
            var batch = await shop.SampleAsync(PostgresShop.Request($"end{i}", Fraction, 1_000_000, masking: Rules));
            if (!batch.MoreWaiting && i > 0)
            {
                return batch;
            }
        }
    }
}
