using Microsoft.Extensions.Logging.Abstractions;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Activities;

/// <summary>What comes late is still taken, what was taken is not taken twice, and a new store's past is read whole.</summary>
public class LateMetricsTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private readonly MemoryStateStore _state = new();
    private readonly MemoryHistoryStore _history = new();
    private readonly Source _source = new();
    private readonly Clock _clock = new();
    private DateTimeOffset _until;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_metric_that_came_later_than_the_cpu_of_its_minute_is_read_with_the_next_cycle_and_nothing_twice()
    {
        await PrepareAsync();
        _clock.Now = Start.AddMinutes(7);
        _source.LogUntil = Start.AddMinutes(2);
        Assert.Equal(0, (await RunAsync(backfillDays: 1)).WithoutMetrics);

        _clock.Now = Start.AddMinutes(12);
        _source.LogUntil = DateTimeOffset.MaxValue;
        Assert.Equal(0, (await RunAsync(backfillDays: 1)).WithoutMetrics);

        var log = await _history.ReadAsync("orders", nameof(ResourceKind.LogBytesPerSecond), Start, Start.AddHours(1), Cancel);
        var cpu = await _history.ReadAsync("orders", nameof(ResourceKind.CpuVCores), Start, Start.AddHours(1), Cancel);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => Start.AddMinutes(i)), log.Select(p => p.At));
        Assert.Equal(log.Select(p => p.At), cpu.Select(p => p.At));
    }

    [Fact]
    public async Task A_store_that_has_nothing_new_counts_as_without_metrics_though_old_minutes_are_read_again()
    {
        await PrepareAsync();
        _clock.Now = Start.AddMinutes(7);
        await RunAsync(backfillDays: 1);

        _source.CpuUntil = Start.AddMinutes(5);
        _clock.Now = Start.AddMinutes(12);

        Assert.Equal(1, (await RunAsync(backfillDays: 1)).WithoutMetrics);
    }

    [Fact]
    public async Task Ninety_three_days_are_read_in_quarters_of_a_day_in_seven_cycles_without_gap()
    {
        await PrepareAsync();
        for (var cycle = 0; cycle < 7; cycle++)
        {
            _clock.Now = Start.AddMinutes(2 + (5 * cycle));
            _source.Asked.Clear();
            await RunAsync(backfillDays: 93);
            Assert.InRange(_source.Asked.Count, 1, QueryMetricsActivity.MostWindows);
            Assert.Equal(cycle == 0 ? Start.AddDays(-93) : _until.AddMinutes(-10), _source.Asked[0].From);
            Assert.All(_source.Asked.Zip(_source.Asked.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            _until = _source.Asked[^1].To;
        }

        Assert.Equal(Start.AddMinutes(30), _until);
    }

    [Fact]
    public async Task A_store_that_slept_for_thirty_days_costs_one_short_call_a_cycle_and_what_comes_late_is_taken()
    {
        await PrepareAsync();
        _clock.Now = Start.AddMinutes(7);
        await RunAsync(backfillDays: 1);
        _source.CpuUntil = Start.AddMinutes(5);
        _clock.Now = Start.AddDays(30);
        while (_source.Asked.Count > 0)
        {
            // As an app that was not running would: it catches up once, in bounded steps.
            _source.Asked.Clear();
            await RunAsync(backfillDays: 93);
            Assert.InRange(_source.Asked.Count, 1, QueryMetricsActivity.MostWindows);
            if (_source.Asked[^1].To == _clock.Now.AddMinutes(-2) && _source.Asked.Count == 1)
            {
                break;
            }
        }

        for (var cycle = 0; cycle < 30; cycle++)
        {
            _source.Asked.Clear();
            _clock.Now += TimeSpan.FromMinutes(5);
            Assert.Equal(1, (await RunAsync(backfillDays: 93)).WithoutMetrics);
            var asked = Assert.Single(_source.Asked);
            Assert.InRange(asked.To - asked.From, TimeSpan.Zero, TimeSpan.FromHours(6));
        }

        _source.CpuUntil = DateTimeOffset.MaxValue;
        _source.CpuFrom = _clock.Now.AddHours(-3);
        Assert.Equal(0, (await RunAsync(backfillDays: 93)).WithoutMetrics);
        Assert.Equal(178, (await _history.ReadAsync("orders", nameof(ResourceKind.CpuVCores), Start.AddDays(1), Start.AddDays(40), Cancel)).Count);
    }

    [Fact]
    public async Task A_store_that_never_answers_costs_one_call_a_cycle_and_none_of_the_others_waits_for_it()
    {
        await PrepareAsync("other");
        _clock.Now = Start.AddMinutes(7);
        await RunAsync(backfillDays: 1);
        await PrepareAsync("silent");
        _source.Unread = q => q.Store.Id == "silent";
        for (var cycle = 1; cycle < 4; cycle++)
        {
            _source.Asked.Clear();
            _clock.Now += TimeSpan.FromMinutes(5);

            Assert.Equal(1, (await RunAsync(backfillDays: 93)).WithoutMetrics);

            Assert.Equal(["orders", "other", "silent"], _source.Asked.Select(q => q.Store.Id));
            Assert.Equal(_clock.Now.AddMinutes(-3), await _history.LastAsync("orders", nameof(ResourceKind.CpuVCores), Cancel));
        }
    }

    [Fact]
    public async Task A_window_that_could_not_be_read_is_asked_for_again_before_the_ones_after_it()
    {
        await PrepareAsync("other");
        _source.From = Start.AddDays(-1);
        _clock.Now = Start.AddMinutes(2);
        _source.Unread = q => q.Store.Id == "orders" && q.From == Start.AddHours(-12);
        await RunAsync(backfillDays: 1);
        Assert.Equal(Start.AddHours(-12).AddMinutes(-1), await _history.LastAsync("orders", nameof(ResourceKind.CpuVCores), Cancel));

        _source.Unread = _ => false;
        _clock.Now = Start.AddMinutes(7);
        await RunAsync(backfillDays: 1);

        var known = await _history.ReadAsync("orders", nameof(ResourceKind.CpuVCores), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel);
        Assert.Equal(Enumerable.Range(0, 1445).Select(i => Start.AddDays(-1).AddMinutes(i)), known.Select(p => p.At));
    }

    [Fact]
    public async Task A_metric_that_fails_inside_an_answer_for_half_an_hour_leaves_no_hole()
    {
        await PrepareAsync();
        _clock.Now = Start.AddMinutes(7);
        await RunAsync(backfillDays: 1);
        (_source.LogUntil, _source.Error) = (Start.AddMinutes(5), "log_write_percent: failed");
        for (var cycle = 0; cycle < 6; cycle++)
        {
            _clock.Now += TimeSpan.FromMinutes(5);
            await RunAsync(backfillDays: 1);
        }

        (_source.LogUntil, _source.Error) = (DateTimeOffset.MaxValue, null);
        _clock.Now += TimeSpan.FromMinutes(5);
        await RunAsync(backfillDays: 1);

        var log = await _history.ReadAsync("orders", nameof(ResourceKind.LogBytesPerSecond), Start, Start.AddHours(1), Cancel);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => Start.AddMinutes(i)), log.Select(p => p.At));
    }

    [Fact]
    public async Task A_minute_that_comes_after_its_neighbours_fills_its_gap_and_nothing_known_changes()
    {
        await PrepareAsync();
        _source.Late = minute => minute.Minute is 3 or 4;
        _clock.Now = Start.AddMinutes(12);
        await RunAsync(backfillDays: 1);
        var before = await new UsageHistory(_history).ReadAsync("orders", Start, Start.AddHours(1), Cancel);
        Assert.Equal([0, 1, 2, 5, 6, 7, 8, 9], before.Select(s => s.Minute.Minute));

        // The later answer says something else of all minutes: of known ones the first word stands.
        (_source.Late, _source.Cpu) = (_ => false, 2);
        _clock.Now = Start.AddMinutes(17);
        await RunAsync(backfillDays: 1);

        var known = await new UsageHistory(_history).ReadAsync("orders", Start, Start.AddHours(1), Cancel);
        Assert.Equal(Enumerable.Range(0, 15), known.Select(s => s.Minute.Minute));
        Assert.Equal(known.Select(s => s.Minute.Minute is 3 or 4 or >= 10 ? 2.0 : 1.0), known.Select(s => s.Amounts.CpuVCores!.Value));
        Assert.All(known, s => Assert.Equal(5, s.Amounts.LogBytesPerSecond));
    }

    [Fact]
    public async Task A_metric_of_a_minute_that_comes_after_that_of_the_next_minute_fills_its_gap()
    {
        await PrepareAsync();
        _source.LogMissing = minute => minute.Minute == 4;
        _clock.Now = Start.AddMinutes(12);
        await RunAsync(backfillDays: 1);
        _source.LogMissing = _ => false;
        _clock.Now = Start.AddMinutes(37);
        await RunAsync(backfillDays: 1);

        var log = await _history.ReadAsync("orders", nameof(ResourceKind.LogBytesPerSecond), Start, Start.AddHours(1), Cancel);
        Assert.Equal(Enumerable.Range(0, 35).Select(i => Start.AddMinutes(i)), log.Select(p => p.At));
    }

    private Task<PageResult> RunAsync(int backfillDays)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new ShadowOptions { BackfillDays = backfillDays });
        var pages = new PageReader(new StoreRepository(_state), new CycleRepository(_state));
        var activity = new QueryMetricsActivity(
            pages, _source, new UsageHistory(_history), new MetricsReadingRepository(_state), new SizeInForceRepository(_state), options, _clock,
            NullLogger<QueryMetricsActivity>.Instance);
        return activity.Run(new StorePage("c", "westeurope", "s", StoreKind.SqlDatabase, "orders", "silent"), Cancel);
    }

    private async Task PrepareAsync(params string[] others)
    {
        await new CycleRepository(_state).RecordAsync(new Cycle { Id = "c", Source = CycleSource.Timer, At = Start }, Cancel);
        foreach (var id in (string[])["orders", .. others])
        {
            await new StoreRepository(_state).PutAsync(
                new Store { Id = id, ResourceId = $"/subscriptions/s/databases/{id}", Region = "westeurope" }, "*", Cancel);
        }
    }

    private sealed class Source : IMetricsSource
    {
        public DateTimeOffset LogUntil { get; set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset CpuUntil { get; set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset CpuFrom { get; set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset From { get; set; } = Start;

        public Func<DateTimeOffset, bool> Late { get; set; } = _ => false;

        public Func<DateTimeOffset, bool> LogMissing { get; set; } = _ => false;

        public double Cpu { get; set; } = 1;

        public Func<MetricsQuery, bool> Unread { get; set; } = _ => false;

        public string? Error { get; set; }

        public List<MetricsQuery> Asked { get; } = [];

        public Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken)
        {
            Asked.AddRange(queries);
            return Task.FromResult<IReadOnlyList<StoreMetrics>>([.. queries.Select(Answer)]);
        }

        public Task<IReadOnlyList<PoolMember>> MembersAsync(MetricsQuery pool, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("These stores are no pools.");

        private StoreMetrics Answer(MetricsQuery query) => Unread(query)
            ? new StoreMetrics(query.Store.Id, [], ["not now"])
            : new StoreMetrics(query.Store.Id, [.. Samples(query)], Error is null ? [] : [Error]);

        private IEnumerable<UsageSample> Samples(MetricsQuery query)
        {
            for (var minute = query.From > From ? query.From : From; minute < query.To && minute < CpuUntil; minute = minute.AddMinutes(1))
            {
                if ((CpuFrom < DateTimeOffset.MaxValue && minute < CpuFrom) || Late(minute))
                {
                    continue;
                }

                yield return new UsageSample(minute, new ResourceAmounts { CpuVCores = Cpu, LogBytesPerSecond = minute < LogUntil && !LogMissing(minute) ? 5 : null });
            }
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
