using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>What a pass leaves alone on a real server: an overloaded one, and one that wants to clean up or change its schema meanwhile.</summary>
public sealed class PostgresOverloadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _shop = await PostgresShop.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task At_most_one_page_begins_after_production_has_no_headroom_left()
    {
        var pages = 0;
        var dialect = new CrashingDialect(new PostgresDialect(), 0, _ => Task.FromResult(Interlocked.Increment(ref pages)));
        var pass = PostgresShop.Replicator(dialect, TimeProvider.System).SampleAsync(_shop.Store, Slow("b1"), Cancel);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref pages) >= 3));

        await using var server = NpgsqlDataSource.Create(_shop.Store.ProductionConnection! + ";Application Name=burn;Command Timeout=0");
        using var burning = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var burns = Enumerable.Range(0, 3).Select(_ => BurnAsync(server, burning.Token)).ToList();
        await UntilAsync(async () =>
        {
            await using var count = server.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'burn' AND state = 'active'");
            return await count.ExecuteScalarAsync(Cancel) is 4L; // Three and this one.
        });
        var before = Volatile.Read(ref pages);
        var batch = await pass;

        Assert.Equal((ReasonCode.NoHeadroom, true), (batch.Guard!.Value, batch.MoreWaiting));
        Assert.InRange(Volatile.Read(ref pages) - before, 0, 1);
        await burning.CancelAsync();
        await Task.WhenAll(burns);
    }

    [Fact]
    public async Task Between_pages_no_snapshot_is_held_and_the_schema_can_change()
    {
        var changed = false;
        var dialect = new CrashingDialect(new PostgresDialect(), 0, async page =>
        {
            if (page == 3)
            {
                // Would wait for the pass if that held locks or a snapshot while it rests.
                await _shop.ExecuteAsync("SET lock_timeout = '10s'; ALTER TABLE customers DROP COLUMN extra");
                changed = true;
            }
        });
        await Assert.ThrowsAsync<TransientCloudException>(
            () => PostgresShop.Replicator(dialect, TimeProvider.System).SampleAsync(_shop.Store, Slow("b1", rowsPerSecond: 2000), Cancel));
        Assert.True(changed);

        var batch = await _shop.SampleAsync(PostgresShop.Request("b1"));
        Assert.Null(batch.Guard);
        Assert.Equivalent(await PostgresSample.ExpectedAsync(_shop, 0.2, 7, []), await PostgresSample.ActualAsync(_shop), strict: true);
    }

    private static ReplicationRequest Slow(string id, double rowsPerSecond = 20)
    {
        var request = PostgresShop.Request(id);
        return request with { RowsPerSecond = rowsPerSecond, WindowSeconds = 300, Settings = request.Settings with { ProductionVCores = 2 } };
    }

    private static async Task BurnAsync(NpgsqlDataSource server, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = server.CreateCommand("SELECT count(*) FROM generate_series(1, 100000000000)");
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As asked.
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(10, Cancel);
        }
    }
}
