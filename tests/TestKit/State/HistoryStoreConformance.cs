using System.Runtime.CompilerServices;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.State;

/// <summary>What every <see cref="IHistoryStore"/> promises. <paramref name="open"/> gives one more store over the same data, as a restarted process would.</summary>
public abstract class HistoryStoreConformance(Func<IHistoryStore> open)
{
    private const string Metric = "CpuVCores";
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 22, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IHistoryStore Store { get; } = open();

    [Fact]
    public async Task An_unknown_series_is_empty()
    {
        Assert.Empty(await All());
        Assert.Null(await Store.LastAsync(Id(), Metric, Cancel));
        await Store.AppendAsync(Id(), Metric, [], Cancel);
        Assert.Null(await Store.LastAsync(Id(), Metric, Cancel));
    }

    [Fact]
    public async Task Points_come_back_to_the_bit_with_their_flag()
    {
        double[] values = [0, -0.0, 1, 0.1, double.Epsilon, double.MaxValue, double.MinValue, Math.PI, Math.PI, -1e-300];
        var points = values.Select((v, i) => new HistoryPoint(Start.AddMinutes(i), v, i % 3 == 0)).ToArray();

        await Append(points);

        AssertSame(points, await All());
        Assert.Equal(points[^1].At, await Store.LastAsync(Id(), Metric, Cancel));
    }

    [Fact]
    public async Task Sizes_come_back_with_their_points_after_a_restart_and_none_is_made_up()
    {
        HistoryPoint[] before = [new(Start, 1), new(Start.AddMinutes(1), 1, true, "GP_Gen5_2")];
        HistoryPoint[] after = [new(Start.AddMinutes(2), 2, false, "GP_Gen5_2"), new(Start.AddMinutes(5), 3, false, "GP_Gen5_4"), new(Start.AddMinutes(6), 3)];

        await Append(before);
        await Append(after);

        Assert.Equal([.. before, .. after], await open().ReadAsync(Id(), Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
        Assert.Equal(after[1..2], await Range(Start.AddMinutes(5), Start.AddMinutes(6)));
    }

    [Fact]
    public async Task Instants_between_seconds_are_kept()
    {
        HistoryPoint[] points = [new(Start.AddTicks(1), 1), new(Start.AddTicks(2), 2), new(Start.AddDays(40).AddTicks(12_345_678), 3)];

        await Append(points);

        AssertSame(points, await All());
    }

    [Fact]
    public async Task Repeating_an_append_changes_nothing()
    {
        var points = Minutes(0, 300);

        await Append(points);
        await Append(points);
        await Append(points[..10]);

        AssertSame(points, await All());
    }

    [Fact]
    public async Task An_append_tells_which_points_were_new()
    {
        var points = Minutes(0, 30);

        AssertSame(points[..20], await Store.AppendAsync(Id(), Metric, points[..20], Cancel));
        Assert.Empty(await Store.AppendAsync(Id(), Metric, points[..20], Cancel));
        AssertSame(points[20..], await open().AppendAsync(Id(), Metric, points[15..], Cancel));
        Assert.Empty(await Store.AppendAsync(Id(), Metric, [], Cancel));
    }

    [Fact]
    public async Task Of_an_overlapping_append_only_the_newer_points_are_kept()
    {
        await Append(Minutes(0, 10));
        await Append([.. Minutes(5, 5).Select(p => p with { Value = -1 }), .. Minutes(10, 5)]);

        AssertSame(Minutes(0, 15), await All());
    }

    [Fact]
    public async Task A_point_before_the_last_instant_is_ignored_even_where_there_is_a_gap()
    {
        HistoryPoint[] points = [new(Start, 1), new(Start.AddMinutes(10), 2)];
        await Append(points);
        await Append([new(Start.AddMinutes(5), 3)]);

        AssertSame(points, await All());
    }

    [Fact]
    public async Task A_late_point_fills_its_gap_and_the_end_stays_the_end()
    {
        var points = Minutes(0, 200);
        await Append([.. points.Where(p => p.At.Minute is not (7 or 8))]);

        var late = points.Where(p => p.At.Minute is 7 or 8).ToArray();
        AssertSame(late[..1], await Store.FillAsync(Id(), Metric, late[..1], Cancel));
        AssertSame(late[1..], await open().FillAsync(Id(), Metric, late, Cancel));
        Assert.Empty(await Store.FillAsync(Id(), Metric, late, Cancel));

        AssertSame(points, await All());
        AssertSame(points[5..10], await Range(points[5].At, points[10].At));
        Assert.Equal(points[^1].At, await open().LastAsync(Id(), Metric, Cancel));
        await Append(Minutes(150, 100));
        AssertSame(Minutes(0, 250), await open().ReadAsync(Id(), Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task Filling_never_changes_what_is_known_nor_moves_the_end()
    {
        var points = Minutes(0, 10);
        Assert.Empty(await Store.FillAsync(Id(), Metric, points, Cancel));
        await Append(points);

        Assert.Empty(await Store.FillAsync(Id(), Metric, [.. Minutes(0, 20).Select(p => p with { Value = -1 })], Cancel));
        Assert.Empty(await Store.FillAsync(Id(), Metric, [], Cancel));

        AssertSame(points, await All());
    }

    [Fact]
    public async Task Late_points_of_several_months_and_before_the_first_find_their_places_with_flag_and_size()
    {
        HistoryPoint[] points = [new(Start, 1), new(Start.AddHours(3), 2, true, "GP_Gen5_4"), new(Start.AddMonths(1), 3), new(Start.AddMonths(3), 4)];
        await Append(points[0], points[3]);
        HistoryPoint[] late = [new(Start.AddHours(-1), 0), points[1], points[2]];

        AssertSame(late, await Store.FillAsync(Id(), Metric, late, Cancel));

        AssertSame([late[0], .. points], await All());
        Assert.Equal("GP_Gen5_4", Assert.Single(await Range(points[1].At, points[1].At.AddMinutes(1))).Size);
        AssertSame(points[2..3], await Range(Start.AddDays(20), Start.AddMonths(2)));
    }

    [Fact]
    public async Task Concurrent_fills_of_the_same_points_keep_each_once()
    {
        var points = Minutes(0, 50);
        await Store.AppendAsync("concurrent-fill", Metric, [points[0], points[^1]], Cancel);

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Store.FillAsync("concurrent-fill", Metric, points, Cancel))));

        AssertSame(points, await Store.ReadAsync("concurrent-fill", Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
        Assert.Equal(48, added.Sum(a => a.Count));
    }

    [Fact]
    public async Task A_removed_series_keeps_no_late_points()
    {
        await Append(new HistoryPoint(Start, 1), new HistoryPoint(Start.AddMinutes(2), 3));
        await Store.FillAsync(Id(), Metric, [new HistoryPoint(Start.AddMinutes(1), 2)], Cancel);
        await Store.DeleteAsync(Id(), Cancel);
        await Append(Minutes(0, 3));

        AssertSame(Minutes(0, 3), await All());
    }

    [Fact]
    public async Task Small_appends_make_the_same_series_as_one_large_one()
    {
        for (var minute = 0; minute < 300; minute += 5)
        {
            await Append(Minutes(minute, 5));
        }

        AssertSame(Minutes(0, 300), await All());
        Assert.Equal(Start.AddMinutes(299), await Store.LastAsync(Id(), Metric, Cancel));
    }

    [Fact]
    public async Task A_range_takes_its_first_instant_and_leaves_its_last()
    {
        var points = Minutes(0, 200);
        await Append(points[..150]);
        await Append(points[150..]);

        AssertSame(points[20..180], await Range(Start.AddMinutes(20), Start.AddMinutes(180)));
        AssertSame(points[20..21], await Range(Start.AddMinutes(20), Start.AddMinutes(20).AddTicks(1)));
        Assert.Empty(await Range(Start.AddMinutes(20), Start.AddMinutes(20)));
        Assert.Empty(await Range(Start.AddMinutes(30), Start.AddMinutes(20)));
        Assert.Empty(await Range(Start.AddDays(-9), Start));
        Assert.Empty(await Range(Start.AddMinutes(200), DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task A_series_of_100_000_points_over_three_months_is_complete()
    {
        var points = Minutes(0, 100_000);
        await Append(points[..60_000]);
        await Append(points);

        AssertSame(points, await All());
        AssertSame(points[50_000..51_440], await Range(points[50_000].At, points[51_440].At));
    }

    [Fact]
    public async Task A_series_goes_on_after_a_gap_of_months()
    {
        HistoryPoint[] points = [new(Start, 1), new(Start.AddMonths(5), 2), new(Start.AddYears(3), 3)];
        foreach (var point in points)
        {
            await Append(point);
        }

        AssertSame(points, await All());
        AssertSame(points[1..2], await Range(Start.AddMonths(4), Start.AddMonths(6)));
    }

    [Fact]
    public async Task Instants_are_the_same_whatever_their_offset()
    {
        var local = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(2));
        await Append(new HistoryPoint(local, 1));

        AssertSame([new(local.ToUniversalTime(), 1)], await Range(local, local.AddMinutes(1)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task A_value_that_is_not_finite_is_refused_and_nothing_is_kept(double value)
    {
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Append(new HistoryPoint(Start, 1), new HistoryPoint(Start.AddMinutes(1), value)));

        Assert.Contains("points[1].Value", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await All());
    }

    [Fact]
    public async Task Points_out_of_order_are_refused_and_nothing_is_kept()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Append(new HistoryPoint(Start.AddMinutes(1), 1), new HistoryPoint(Start, 1)));

        Assert.Contains("points[1].At", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await All());
    }

    [Fact]
    public async Task Concurrent_appends_of_the_same_points_keep_each_once()
    {
        var points = Minutes(0, 50);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.AppendAsync("concurrent", Metric, points, Cancel))));

        AssertSame(points, await Store.ReadAsync("concurrent", Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task Series_of_stores_and_metrics_are_apart_also_when_one_is_removed()
    {
        string[] stores = [Id(), Id() + "x", Id() + ".", Id() + ".."];
        foreach (var store in stores)
        {
            await Store.AppendAsync(store, "a", Minutes(0, 1), Cancel);
            await Store.AppendAsync(store, "ab", Minutes(0, 2), Cancel);
        }

        await Store.DeleteAsync(stores[0], Cancel);
        await Store.DeleteAsync(stores[0], Cancel);

        Assert.Null(await Store.LastAsync(stores[0], "ab", Cancel));
        foreach (var store in stores[1..])
        {
            Assert.Single(await Store.ReadAsync(store, "a", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
            Assert.Equal(Start.AddMinutes(1), await Store.LastAsync(store, "ab", Cancel));
        }
    }

    [Fact]
    public async Task A_removed_series_can_begin_again_with_older_points()
    {
        await Append(Minutes(10, 5));
        await Store.DeleteAsync(Id(), Cancel);
        await Append(Minutes(0, 3));

        AssertSame(Minutes(0, 3), await All());
    }

    [Theory]
    [InlineData(".", "..")]
    [InlineData("..", ".")]
    [InlineData("a:b@c", "_-")]
    public async Task Odd_but_legal_names_work(string storeId, string metric)
    {
        await Store.AppendAsync(storeId, metric, Minutes(0, 2), Cancel);

        AssertSame(Minutes(0, 2), await Store.ReadAsync(storeId, metric, Start, Start.AddDays(1), Cancel));
    }

    [Theory]
    [InlineData("", "m", "storeId")]
    [InlineData("a/b", "m", "storeId")]
    [InlineData("s", "m m", "metric")]
    public async Task An_illegal_name_is_refused_with_field_value_and_remedy(string storeId, string metric, string field)
    {
        Func<Task>[] calls =
        [
            () => Store.AppendAsync(storeId, metric, Minutes(0, 1), Cancel),
            () => Store.FillAsync(storeId, metric, Minutes(0, 1), Cancel),
            () => Store.ReadAsync(storeId, metric, Start, Start, Cancel),
            () => Store.LastAsync(storeId, metric, Cancel),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(call);
            Assert.Equal(field, refused.ParamName);
            Assert.Contains($"'{(field == "metric" ? metric : storeId)}'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_appended_is_there_for_another_process_which_goes_on()
    {
        await Append(Minutes(0, 5));

        await open().AppendAsync(Id(), Metric, Minutes(3, 5), Cancel);
        await Append(Minutes(5, 5));

        AssertSame(Minutes(0, 10), await open().ReadAsync(Id(), Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel));
    }

    private static string Id([CallerMemberName] string test = "") => test;

    private static HistoryPoint[] Minutes(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(m => new HistoryPoint(Start.AddMinutes(m), Math.Round(Math.Sin(m / 200.0), 4), m % 97 == 0))];

    private static void AssertSame(IReadOnlyList<HistoryPoint> expected, IReadOnlyList<HistoryPoint> actual)
    {
        // Bits, because -0.0 equals 0.0.
        Assert.Equal(expected.Select(p => (p.At, Bits: BitConverter.DoubleToInt64Bits(p.Value), p.Censored)),
            actual.Select(p => (p.At, Bits: BitConverter.DoubleToInt64Bits(p.Value), p.Censored)));
        Assert.All(actual, p => Assert.Equal(TimeSpan.Zero, p.At.Offset));
    }

    private Task<IReadOnlyList<HistoryPoint>> Append(HistoryPoint[] points, [CallerMemberName] string test = "") => Store.AppendAsync(test, Metric, points, Cancel);

    private Task<IReadOnlyList<HistoryPoint>> Append(HistoryPoint point, [CallerMemberName] string test = "") => Store.AppendAsync(test, Metric, [point], Cancel);

    private Task<IReadOnlyList<HistoryPoint>> Append(HistoryPoint first, HistoryPoint second, [CallerMemberName] string test = "") =>
        Store.AppendAsync(test, Metric, [first, second], Cancel);

    private Task<IReadOnlyList<HistoryPoint>> All([CallerMemberName] string test = "") =>
        Store.ReadAsync(test, Metric, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel);

    private Task<IReadOnlyList<HistoryPoint>> Range(DateTimeOffset from, DateTimeOffset until, [CallerMemberName] string test = "") =>
        Store.ReadAsync(test, Metric, from, until, Cancel);
}
