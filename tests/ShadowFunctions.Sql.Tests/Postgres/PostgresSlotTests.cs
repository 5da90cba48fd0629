using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

/// <summary>How the change log is read from a real server: in looks of bounded time, once, and not at all while production needs its strength.</summary>
public sealed class PostgresSlotTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;
    private DatabaseSchema _schema = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop = await PostgresShop.CreateAsync(postgres);
        await using var connection = await new PostgresDialect().OpenShadowAsync(_shop.Store.ProductionConnection!, Cancel);
        _schema = await new PostgresDialect().ReadSchemaAsync(connection, Cancel);
        await using var made = await OpenAsync(TimeSpan.FromSeconds(1)); // The slot stands where production is now.
    }

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_look_ends_in_its_time_however_large_the_transaction_and_nothing_is_lost_by_it()
    {
        await _shop.ExecuteAsync("INSERT INTO events SELECT i, '\\x01', interval '1 day', now() FROM generate_series(2000000, 2049999) i");
        await using var hasty = await OpenAsync(TimeSpan.Zero);
        var start = (await hasty.ChangeLogAsync(Cancel))!.Start;
        for (var look = 0; look < 10; look++)
        {
            var page = await hasty.ReadChangesAsync(_schema, start, 10, Cancel);
            Assert.Equal((0, start, true), (page.Changes.Count, page.Position, page.More));
        }

        await hasty.RestAsync(Cancel);
        await using var session = await OpenAsync(TimeSpan.FromMilliseconds(5));
        var (changes, last) = await DrainAsync(session, start);
        Assert.Equal(Enumerable.Range(2_000_000, 50_000).Select(i => (long)i), changes.Select(c => (long)c.Key![0]!));
        Assert.All(changes, c => Assert.InRange(c.Position, start + 1, last));
    }

    [Fact]
    public async Task A_session_that_rests_leaves_no_sender_behind_and_goes_on_where_it_was()
    {
        foreach (var i in Enumerable.Range(3_000_000, 300))
        {
            await _shop.ExecuteAsync($"INSERT INTO events VALUES ({i}, '\\x01', interval '1 day', now())");
        }

        await using var session = await OpenAsync(TimeSpan.FromSeconds(10));
        var start = (await session.ChangeLogAsync(Cancel))!.Start;
        var (keys, position) = (new List<long>(), start);
        for (var more = true; more;)
        {
            var page = await session.ReadChangesAsync(_schema, position, 70, Cancel);
            Assert.InRange(page.Changes.Count, 0, 70);
            keys.AddRange(page.Changes.Select(c => (long)c.Key![0]!));
            (position, more) = (page.Position, page.More);
            await session.ReleaseAsync(Cancel);
            await session.RestAsync(Cancel);
            await UntilAsync("SELECT 1 FROM pg_replication_slots WHERE active");
            await session.RefreshAsync(Cancel);
        }

        Assert.Equal(Enumerable.Range(3_000_000, 300).Select(i => (long)i), keys);
        Assert.Equal(start, (await session.ChangeLogAsync(Cancel))!.Oldest);

        // Told after a rest: the server knows it all the same, and a later session begins there.
        await session.AcknowledgeAsync(position, Cancel);
        Assert.Equal(position, (await session.ChangeLogAsync(Cancel))!.Oldest);
        await session.DisposeAsync();
        await using var next = await OpenAsync(TimeSpan.FromSeconds(10));
        Assert.Empty((await next.ReadChangesAsync(_schema, position, 10, Cancel)).Changes);
    }

    [Fact]
    public async Task What_concerns_no_sampled_table_is_passed_over_so_that_the_server_can_forget_it()
    {
        await _shop.ExecuteAsync("CREATE TABLE apart AS SELECT i, repeat('x', 100) AS text FROM generate_series(1, 100000) i");
        await using var session = await OpenAsync(TimeSpan.FromMilliseconds(5));
        var log = (await session.ChangeLogAsync(Cancel))!;
        var (changes, position) = await DrainAsync(session, log.Start);
        Assert.Empty(changes);
        Assert.True(position >= log.Newest, $"{position} lies before {log.Newest}.");
    }

    [Fact]
    public async Task A_transaction_that_the_snapshot_does_not_show_waits_with_all_after_it()
    {
        await using var session = await OpenAsync(TimeSpan.FromSeconds(10));
        var start = (await session.ChangeLogAsync(Cancel))!.Start;
        await _shop.ExecuteAsync("INSERT INTO events VALUES (4000000, '\\x01', interval '1 day', now())");
        var hidden = await session.ReadChangesAsync(_schema, start, 10, Cancel);
        Assert.Equal((0, false), (hidden.Changes.Count, hidden.More));

        await session.ReleaseAsync(Cancel);
        await session.RefreshAsync(Cancel);
        var shown = await session.ReadChangesAsync(_schema, hidden.Position, 10, Cancel);
        Assert.Equal(4_000_000L, Assert.Single(shown.Changes).Key![0]);
    }

    [Fact]
    public async Task A_copy_that_falls_too_far_behind_lets_production_forget_its_log_and_begins_anew()
    {
        await using var before = await OpenAsync(TimeSpan.FromSeconds(1));
        var start = (await before.ChangeLogAsync(Cancel))!.Start;
        await before.DisposeAsync();
        await _shop.ExecuteAsync("INSERT INTO events SELECT i, '\\x01', interval '1 day', now() FROM generate_series(5000000, 5019999) i");

        await using (var patient = await new PostgresDialect { MostKept = 1L << 30 }.OpenProductionAsync(_shop.Store.ProductionConnection!, Cancel))
        {
            Assert.Equal(start, (await patient.ChangeLogAsync(Cancel))!.Oldest);
        }

        await using var anew = await new PostgresDialect { MostKept = 100_000 }.OpenProductionAsync(_shop.Store.ProductionConnection!, Cancel);
        var log = (await anew.ChangeLogAsync(Cancel))!;
        Assert.InRange(log.Oldest, start + 100_000, log.Newest); // A position before it is lost, which starts the copy anew.
    }

    private Task<IProductionSession> OpenAsync(TimeSpan look) =>
        new PostgresDialect { LongestLook = look }.OpenProductionAsync(_shop.Store.ProductionConnection!, Cancel);

    private async Task<(List<RowChange> Changes, long Position)> DrainAsync(IProductionSession session, long position)
    {
        var changes = new List<RowChange>();
        for (var more = true; more;)
        {
            var page = await session.ReadChangesAsync(_schema, position, 10, Cancel);
            changes.AddRange(page.Changes);
            (position, more) = (page.Position, page.More);
        }

        return (changes, position);
    }

    /// <summary>Waits until a question has no answer left.</summary>
    private async Task UntilAsync(string question)
    {
        while ((await _shop.ProductionAsync(question)).Count > 0)
        {
            await Task.Delay(10, Cancel);
        }
    }
}
