using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresReplicatorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await PostgresShop.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_first_copy_is_the_masked_closed_sample()
    {
        var batch = await _shop.SampleAsync(PostgresShop.Request("b1"));

        Assert.Null(batch.Guard);
        Assert.False(batch.MoreWaiting);
        Assert.Equivalent(await PostgresSample.ExpectedAsync(_shop, 0.2, 7, []), await PostgresSample.ActualAsync(_shop), strict: true);
        Assert.InRange(batch.Coverage, 0.1, 0.3);
    }

    [Fact]
    public async Task A_lost_slot_starts_the_copy_anew_and_says_why()
    {
        await _shop.SampleAsync(PostgresShop.Request("b1"));
        await _shop.ExecuteAsync("""
            SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database();
            UPDATE customers SET phone = 'unseen';
            """);

        Assert.Equal(ReasonCode.PositionLost, (await _shop.SampleAsync(PostgresShop.Request("b2"))).Restart);
        Assert.Null((await _shop.SampleAsync(PostgresShop.Request("b3"))).Restart);
        Assert.Equivalent(await PostgresSample.ExpectedAsync(_shop, 0.2, 7, []), await PostgresSample.ActualAsync(_shop), strict: true);
    }

    [Fact]
    public async Task Where_a_replica_is_required_a_primary_is_not_read()
    {
        var request = PostgresShop.Request("b1");
        var batch = await _shop.SampleAsync(request with { Settings = request.Settings with { RequireReplica = true } });
        Assert.Equal((ReasonCode.ReplicaMissing, 0, 0), (batch.Guard!.Value, batch.RowsRead, batch.Rows));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_lie_in_the_shadow_as_they_lie_on_production(bool dies)
    {
        await _shop.ExecuteAsync("ANALYZE");
        if (dies)
        {
            await Assert.ThrowsAsync<CrashException>(() => PostgresShop.Replicator(new CrashingDialect(new PostgresDialect(), 0))
                .SampleAsync(_shop.Store, PostgresShop.Request("b0"), TestContext.Current.CancellationToken));
        }

        await _shop.SampleAsync(PostgresShop.Request("b1"));

        // On production the orders lie by their number; the copy took them customer by customer.
        var orders = (await _shop.ShadowAsync("SELECT id, customer_id FROM sales.orders ORDER BY ctid")).Select(r => ((long)r[0]!, (long)r[1]!)).ToArray();
        Assert.True(orders.Length > 50);
        Assert.Equal(orders.OrderBy(o => o.Item1), orders);
        Assert.NotEqual(orders.OrderBy(o => o.Item2).ThenBy(o => o.Item1), orders);
        var visible = await _shop.ShadowAsync("SELECT relpages, relallvisible FROM pg_class WHERE oid = 'sales.orders'::regclass");
        Assert.Equal(visible[0][0], visible[0][1]);
    }

    [Fact]
    public async Task Later_changes_do_not_lay_the_rows_again()
    {
        await _shop.ExecuteAsync("ANALYZE");
        await _shop.SampleAsync(PostgresShop.Request("b1"));
        var before = await FileAsync();
        await _shop.ExecuteAsync("UPDATE sales.orders SET total = total + 1");
        await _shop.SampleAsync(PostgresShop.Request("b2"));
        Assert.Equal(before, await FileAsync());

        async Task<object?> FileAsync() => (await _shop.ShadowAsync("SELECT relfilenode::bigint FROM pg_class WHERE oid = 'sales.orders'::regclass"))[0][0];
    }
}
