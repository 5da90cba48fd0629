using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

public sealed class PostgresSourceTests(RecordingServer server) : IClassFixture<RecordingServer>
{
    private const string Read = "SELECT jpg_url FROM customer WHERE id = ";
    private const string Change = "UPDATE purchase SET total = total + 1 WHERE customer_id = ";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly MemoryStateStore _state = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_known_mix_is_seen_with_its_rates_rows_and_pages()
    {
        var store = await server.StoreAsync();
        await MixAsync(store, 40, 10);

        var observed = await ReadAsync(store, Moment);

        Assert.Equal(2, observed.Templates.Count);
        var (read, change) = (Of(observed, "jpg_url"), Of(observed, "total"));
        Assert.Equal((40, 10), (Executions(observed, read), Executions(observed, change)));
        Assert.Equal((QueryClass.Read, QueryClass.Write), (read.Template.Class, change.Template.Class));
        Assert.Equal((1, 4), (read.Cost.Rows, change.Cost.Rows));
        Assert.True(change.Cost.LogBytes > 4 * 50, $"{change.Cost.LogBytes} log bytes for four new versions of rows");
        Assert.True(read.Cost.CpuSeconds > 0 && read.Cost.CpuSeconds <= read.Cost.DurationSeconds);

        // The server's own sums, asked in another way.
        var pages = await RecordingServer.RunAsync(store.ProductionConnection!, """
            SELECT (sum(shared_blks_hit + shared_blks_read + shared_blks_dirtied) / sum(calls))::text FROM pg_stat_statements
            WHERE query LIKE 'SELECT jpg_url%' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        Assert.Equal(double.Parse((string)pages!, CultureInfo.InvariantCulture), read.Cost.LogicalWork, 6);
        Assert.InRange(read.Cost.LogicalWork, 2, 5);
    }

    [Fact]
    public async Task Whole_pages_in_the_log_are_told_apart_from_its_records()
    {
        var store = await server.StoreAsync();
        await MixAsync(store, 0, 1);
        await ReadAsync(store, Moment);

        // Changes side by side on pages that were written since the last checkpoint log their rows alone, the first ones after it whole pages.
        await MixAsync(store, 0, 30);
        var rows = Of(await ReadAsync(store, Moment), "total").Cost;
        await RecordingServer.RunAsync(store.ProductionConnection!, "CHECKPOINT");
        await MixAsync(store, 0, 30);
        var pages = Of(await ReadAsync(store, Moment), "total").Cost;

        Assert.True(pages.LogImages > rows.LogImages && pages.LogBytes > 1.5 * rows.LogBytes, $"{pages.LogBytes} log bytes with {pages.LogImages} pages, {rows.LogBytes} with {rows.LogImages}");
        Assert.InRange(pages.LogImageBytes, 1, 8192 * pages.LogImages!.Value);
        Assert.Equal(rows.LogBytes - rows.LogImageBytes, pages.LogBytes - pages.LogImageBytes, 0.4 * rows.LogBytes);
    }

    [Fact]
    public async Task A_second_look_tells_what_came_since_the_first()
    {
        var store = await server.StoreAsync();
        await MixAsync(store, 40, 10);
        var first = await ReadAsync(store, Moment);
        await MixAsync(store, 7, 3);
        var second = await ReadAsync(store, Moment);
        await MixAsync(store, 2, 0);

        // Half an hour has not passed since the second look, so a window of half an hour begins at the first.
        var third = await ReadAsync(store, TimeSpan.FromMinutes(30));

        Assert.Equal(first.To, second.From);
        Assert.Equal((7, 3), (Executions(second, Of(second, "jpg_url")), Executions(second, Of(second, "total"))));
        Assert.Equal(4, Of(second, "total").Cost.Rows);
        Assert.Equal(first.To, third.From);
        Assert.Equal((9, 3), (Executions(third, Of(third, "jpg_url")), Executions(third, Of(third, "total"))));
    }

    [Fact]
    public async Task After_a_reset_everything_counts_since_it()
    {
        var store = await server.StoreAsync();
        await MixAsync(store, 40, 10);
        var first = await ReadAsync(store, Moment);
        await RecordingServer.RunAsync(store.ProductionConnection!, "SELECT pg_stat_statements_reset()");
        await MixAsync(store, 5, 0);

        var second = await ReadAsync(store, Moment);

        Assert.True(second.From > first.To);
        Assert.Equal(5, Executions(second, Assert.Single(second.Templates)));
    }

    [Fact]
    public async Task The_products_own_statements_are_left_out_while_it_signs_in_as_itself()
    {
        var store = await server.StoreAsync();
        await MixAsync(store, 3, 0);
        await RecordingServer.RunAsync(store.ProductionConnection!, "SELECT count(*) FROM purchase");
        Assert.Contains("jpg_url", Assert.Single((await ReadAsync(store, Moment)).Templates).Template.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_statistics_the_mix_is_empty_and_says_why()
    {
        var without = await server.StoreAsync(records: false);
        Assert.Contains("pg_stat_statements is off", (await ReadAsync(without, Moment)).Missing, StringComparison.Ordinal);
        var idle = await ReadAsync(await server.StoreAsync(), Moment);
        Assert.Contains("holds no statement", idle.Missing, StringComparison.Ordinal);
        Assert.Contains("productionConnection", (await ReadAsync(without with { ProductionConnection = null }, Moment)).Missing, StringComparison.Ordinal);
        var sqlite = await ReadAsync(without with { ProductionConnection = "Data Source=/nowhere/shop.db" }, Moment);
        Assert.Contains("SQLite keeps no statistics", sqlite.Missing, StringComparison.Ordinal);
        Assert.Empty(sqlite.Templates.Concat(idle.Templates));
    }

    [Fact]
    public async Task A_production_that_is_away_is_a_passing_trouble()
    {
        var store = await server.StoreAsync();
        await Assert.ThrowsAsync<TransientCloudException>(() => ReadAsync(store with { ProductionConnection = "Host=/nowhere/at/all;Username=postgres;Timeout=2" }, Moment));
    }

    private static ObservedTemplate Of(WorkloadObservation observed, string part) => observed.Templates.Single(t => t.Template.Text.Contains(part, StringComparison.Ordinal));

    private static double Executions(WorkloadObservation observed, ObservedTemplate template) =>
        Math.Round(template.RatePerSecond * Math.Max(1, (observed.To - observed.From).TotalSeconds), 6);

    private Task<WorkloadObservation> ReadAsync(Store store, TimeSpan window) =>
        RecordingServer.Source(_state).ReadAsync(store, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + window, Cancel);

    private async Task MixAsync(Store store, int reads, int changes)
    {
        for (var i = 0; i < Math.Max(reads, changes); i++)
        {
            await (i < reads ? server.AsAppAsync(store, Read + (i + 1)) : Task.CompletedTask);
            await (i < changes ? server.AsAppAsync(store, Change + (i + 1)) : Task.CompletedTask);
        }
    }
}
