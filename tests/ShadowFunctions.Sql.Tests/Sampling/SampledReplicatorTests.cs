using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Sql.Tests.Sampling;

public sealed class SampledReplicatorTests : IDisposable
{
    private readonly ShopDatabase _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_first_copy_is_the_masked_closed_sample()
    {
        var batch = await _shop.SampleAsync(ShopDatabase.Request("b1"));

        Assert.Null(batch.Guard);
        Assert.False(batch.MoreWaiting);
        Assert.Equivalent(ExpectedSample.Of(_shop, 0.2, 7, []), ExpectedSample.Actual(_shop), strict: true);
        Assert.Empty(_shop.Shadow("PRAGMA foreign_key_check"));
        Assert.InRange(batch.Coverage, 0.1, 0.3);
        Assert.Equal(batch.Rows, ExpectedSample.Actual(_shop).Values.Sum(rows => rows.Count));
        Assert.True(batch.Bytes > batch.Rows * 8);
    }

    [Fact]
    public async Task A_larger_fraction_holds_the_smaller_one()
    {
        await _shop.SampleAsync(ShopDatabase.Request("small", 0.1));
        var small = _shop.Shadow("SELECT id FROM customers").Select(r => r[0]).ToHashSet();
        await _shop.SampleAsync(ShopDatabase.Request("large", 0.4));
        var large = _shop.Shadow("SELECT id FROM customers").Select(r => r[0]).ToHashSet();

        Assert.NotEmpty(small);
        Assert.True(large.IsProperSupersetOf(small));
        Assert.Empty(_shop.Shadow("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task The_same_batch_returns_the_recorded_result_and_copies_nothing()
    {
        var first = await _shop.SampleAsync(ShopDatabase.Request("b1"));
        _shop.Execute("DELETE FROM customers");
        var before = ExpectedSample.Actual(_shop);
        var again = await _shop.SampleAsync(ShopDatabase.Request("b1"));

        Assert.Equal(first, again);
        Assert.Equivalent(before, ExpectedSample.Actual(_shop), strict: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(0.2499)]
    public async Task Without_headroom_production_is_not_even_opened(double? headroom)
    {
        var store = _shop.Store with { ProductionConnection = "Data Source=/nowhere/at/all.db" };
        var batch = await ShopDatabase.Replicator().SampleAsync(
            store, ShopDatabase.Request("b1", headroom: headroom), TestContext.Current.CancellationToken);

        Assert.Equal(ReasonCode.NoHeadroom, batch.Guard);
        Assert.Equal((0, 0, 0), (batch.Rows, batch.RowsRead, batch.Bytes));
    }

    [Fact]
    public async Task A_refused_batch_stays_refused_when_it_is_repeated()
    {
        var refused = await _shop.SampleAsync(ShopDatabase.Request("b1", headroom: 0.1));
        Assert.Equal(refused, await _shop.SampleAsync(ShopDatabase.Request("b1", headroom: 0.9)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(333)]
    public async Task A_pass_stops_within_one_page_of_its_budget_and_the_next_goes_on(int rows)
    {
        var passes = 0;
        ReplicationBatch batch;
        do
        {
            batch = await _shop.SampleAsync(ShopDatabase.Request($"b{passes++}", rows: rows));
            Assert.InRange(batch.RowsRead, 0, rows + SamplingBudget.PageRows);
            Assert.Equal(batch.MoreWaiting ? ReasonCode.RateLimited : null, batch.Guard);
            Assert.Equal(batch.RowsRead / (double)rows, batch.Seconds, 9);
            Assert.Empty(_shop.Shadow("PRAGMA foreign_key_check"));
        }
        while (batch.MoreWaiting);

        Assert.True(passes > 1);
        Assert.Equivalent(ExpectedSample.Of(_shop, 0.2, 7, []), ExpectedSample.Actual(_shop), strict: true);
    }

    [Fact]
    public async Task Where_a_replica_is_required_a_server_that_is_none_is_not_read()
    {
        var request = ShopDatabase.Request("b1");
        var batch = await _shop.SampleAsync(request with { Settings = request.Settings with { RequireReplica = true } });
        Assert.Equal((ReasonCode.ReplicaMissing, 0, 0), (batch.Guard!.Value, batch.RowsRead, batch.Rows));
    }

    [Fact]
    public async Task A_paced_pass_reaches_the_same_sample_in_small_pages()
    {
        var time = new SteppingTime();
        var passes = 0;
        ReplicationBatch batch;
        do
        {
            batch = await ShopDatabase.Replicator(time: time).SampleAsync(_shop.Store, ShopDatabase.Request($"b{passes++}", rows: 300), TestContext.Current.CancellationToken);
            Assert.InRange(batch.RowsRead, 0, 300 * 1.5);
            if (passes < 5)
            {
                _shop.Execute("UPDATE customers SET phone = 'moved' WHERE id % 7 = 3");
            }
        }
        while (batch.MoreWaiting);

        await _shop.SampleAsync(ShopDatabase.Request("end"));
        Assert.True(passes > 2 && time.Now > TimeSpan.FromSeconds(2));
        Assert.Equivalent(ExpectedSample.Of(_shop, 0.2, 7, []), ExpectedSample.Actual(_shop), strict: true);
    }

    [Fact]
    public async Task The_byte_limit_stops_a_pass_too()
    {
        var request = ShopDatabase.Request("b1");
        var batch = await _shop.SampleAsync(request with { Settings = request.Settings with { MaxBytesPerSecond = 1024 } });

        Assert.Equal(ReasonCode.RateLimited, batch.Guard);
        Assert.True(batch.RowsRead <= SamplingBudget.PageRows + 100);
    }

    [Fact]
    public async Task Production_cannot_be_written_even_when_its_connection_string_allows_it()
    {
        await using var session = await new SqliteDialect().OpenProductionAsync(
            $"Data Source={_shop.ProductionPath};Mode=ReadWriteCreate;Pooling=False", TestContext.Current.CancellationToken);
        await using var command = session.Connection.CreateCommand();
        command.CommandText = "DELETE FROM customers";
        var error = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
        Assert.Equal(8, error.SqliteErrorCode); // SQLITE_READONLY
    }

    [Fact]
    public async Task A_quiet_pass_reads_and_copies_nothing()
    {
        await _shop.SampleAsync(ShopDatabase.Request("b1"));
        var batch = await _shop.SampleAsync(ShopDatabase.Request("b2"));
        Assert.Equal((0, 0), (batch.Rows, batch.RowsRead));
    }

    [Fact]
    public async Task A_pruned_log_starts_the_copy_anew()
    {
        await _shop.SampleAsync(ShopDatabase.Request("b1"));
        _shop.Execute("UPDATE customers SET born = '1980-02-03'");
        SqliteChangeLog.Prune(_shop.Owner, long.MaxValue);
        Assert.Equal(ReasonCode.PositionLost, (await _shop.SampleAsync(ShopDatabase.Request("b2"))).Restart);
        Assert.Null((await _shop.SampleAsync(ShopDatabase.Request("b3"))).Restart);

        Assert.Equivalent(ExpectedSample.Of(_shop, 0.2, 7, []), ExpectedSample.Actual(_shop), strict: true);
    }

    [Fact]
    public async Task Pruning_what_was_worked_off_costs_nothing()
    {
        await _shop.SampleAsync(ShopDatabase.Request("b1"));
        SqliteChangeLog.Prune(_shop.Owner, long.MaxValue);
        Assert.Equal(0, (await _shop.SampleAsync(ShopDatabase.Request("b2"))).RowsRead);
    }

    [Fact]
    public async Task A_changed_schema_starts_the_copy_anew()
    {
        await _shop.SampleAsync(ShopDatabase.Request("b1"));
        _shop.Execute("ALTER TABLE products ADD COLUMN weight REAL; UPDATE products SET weight = id");
        Assert.Equal(ReasonCode.CopyChanged, (await _shop.SampleAsync(ShopDatabase.Request("b2"))).Restart);

        Assert.Equivalent(ExpectedSample.Of(_shop, 0.2, 7, []), ExpectedSample.Actual(_shop), strict: true);
    }

    [Fact]
    public async Task A_store_without_a_shadow_says_so()
    {
        var batch = await ShopDatabase.Replicator().SampleAsync(
            _shop.Store with { ShadowConnection = null }, ShopDatabase.Request("b1"), TestContext.Current.CancellationToken);
        Assert.Equal(ReasonCode.NoShadow, batch.Guard);
    }

    [Fact]
    public async Task A_wrong_root_is_refused_with_the_remedy()
    {
        var request = ShopDatabase.Request("b1");
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            _shop.SampleAsync(request with { Settings = request.Settings with { EntityRoot = "clients" } }));
        Assert.Contains("EntityRoot 'clients'", error.Message, StringComparison.Ordinal);
        Assert.Contains("customers", error.Message, StringComparison.Ordinal);
    }
}
