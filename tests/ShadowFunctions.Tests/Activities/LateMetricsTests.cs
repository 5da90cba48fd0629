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
    public async Task Ninety_three_days_are_read_in_quarters_of_a_day_without_gap_or_overlap()
    {
        await PrepareAsync();
        _clock.Now = Start.AddMinutes(2);

        await RunAsync(backfillDays: 93);

        Assert.Equal(93 * 4, _source.Asked.Count);
        Assert.Equal(Start.AddDays(-93), _source.Asked[0].From);
        Assert.Equal(Start, _source.Asked[^1].To);
        Assert.All(_source.Asked.Zip(_source.Asked.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    private Task<PageResult> RunAsync(int backfillDays)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new ShadowOptions { BackfillDays = backfillDays });
        var pages = new PageReader(new StoreRepository(_state), new CycleRepository(_state));
        var activity = new QueryMetricsActivity(pages, _source, new UsageHistory(_history), options, _clock, NullLogger<QueryMetricsActivity>.Instance);
        return activity.Run(new StorePage("c", "westeurope", "s", StoreKind.SqlDatabase, "orders", "orders"), Cancel);
    }

    private async Task PrepareAsync()
    {
        await new CycleRepository(_state).RecordAsync(new Cycle { Id = "c", Source = CycleSource.Timer, At = Start }, Cancel);
        await new StoreRepository(_state).PutAsync(
            new Store { Id = "orders", ResourceId = "/subscriptions/s/databases/orders", Region = "westeurope" }, null, Cancel);
    }

    private sealed class Source : IMetricsSource
    {
        public DateTimeOffset LogUntil { get; set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset CpuUntil { get; set; } = DateTimeOffset.MaxValue;

        public List<MetricsQuery> Asked { get; } = [];

        public Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken)
        {
            Asked.AddRange(queries);
            return Task.FromResult<IReadOnlyList<StoreMetrics>>([.. queries.Select(q => new StoreMetrics(q.Store.Id, [.. Samples(q)], []))]);
        }

        public Task<IReadOnlyList<PoolMember>> MembersAsync(MetricsQuery pool, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("These stores are no pools.");

        private IEnumerable<UsageSample> Samples(MetricsQuery query)
        {
            for (var minute = query.From > Start ? query.From : Start; minute < query.To && minute < CpuUntil; minute = minute.AddMinutes(1))
            {
                yield return new UsageSample(minute, new ResourceAmounts { CpuVCores = 1, LogBytesPerSecond = minute < LogUntil ? 5 : null });
            }
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
