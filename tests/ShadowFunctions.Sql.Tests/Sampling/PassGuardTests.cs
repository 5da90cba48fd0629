using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Sql.Tests.Sampling;

public sealed class PassGuardTests
{
    private readonly SteppingTime _time = new();
    private readonly SamplingBudget _budget = new(1_000_000, 1e12);

    [Fact]
    public async Task No_page_begins_after_the_first_look_without_headroom_and_the_pass_ends_within_two_seconds()
    {
        var free = 0.8;
        var (production, guard) = Guard(() => free);
        Assert.True(await MayReadAsync(guard));
        free = 0.2;
        var onset = _time.Now;

        Assert.False(await MayReadAsync(guard));
        Assert.Equal((ReasonCode.NoHeadroom, 1), (guard.Reason!.Value, production.Snapshots));
        Assert.False(production.HoldsSnapshot);
        Assert.NotEqual(0, production.Rests);
        Assert.True(_time.Now - onset < TimeSpan.FromSeconds(2));
        free = 0.8;
        Assert.False(await MayReadAsync(guard)); // What has ended stays ended.
    }

    [Fact]
    public async Task A_busy_moment_pauses_the_pass_and_two_looks_in_a_row_let_it_go_on()
    {
        var looks = new Queue<double>([0.1, 0.9, 0.1, 0.9, 0.9]);
        var (production, guard) = Guard(() => looks.Dequeue());
        Assert.True(await MayReadAsync(guard));
        Assert.Empty(looks);
        Assert.Equal((1, 0), (production.Snapshots, production.Rests)); // What is on its way need not begin anew for that.
    }

    [Fact]
    public async Task Lucky_instants_in_an_overload_let_no_page_through()
    {
        var look = 0;
        var (production, guard) = Guard(() => look++ % 3 == 1 ? 0.9 : 0);
        Assert.False(await MayReadAsync(guard));
        Assert.Equal((ReasonCode.NoHeadroom, 0, HeadroomWatch.MostLooks), (guard.Reason!.Value, production.Snapshots, production.Looks));
    }

    [Fact]
    public async Task A_look_that_takes_much_longer_than_the_best_shows_that_there_is_no_headroom()
    {
        var takes = TimeSpan.FromMilliseconds(2);
        var (production, guard) = Guard(() => Telling(null));
        double? Telling(double? free)
        {
            _time.Pass(takes);
            return free;
        }

        Assert.True(await MayReadAsync(guard));
        takes = TimeSpan.FromMilliseconds(90); // The engine's own figures may still be those of a quiet time, or missing.
        Assert.False(await MayReadAsync(guard));
        Assert.Equal((ReasonCode.NoHeadroom, 1), (guard.Reason!.Value, production.Snapshots));
    }

    [Theory]
    [InlineData(500, 250)]
    [InlineData(15, 10)]
    public async Task Rows_are_spread_evenly_and_time_lost_is_not_made_up_for_by_a_burst(double rate, int most)
    {
        var (_, guard) = Guard(() => 0.9, rate);
        var read = 0;
        var starts = new List<(TimeSpan At, int Rows)>();
        while (_time.Now < TimeSpan.FromSeconds(20) && await MayReadAsync(guard))
        {
            starts.Add((_time.Now, _budget.NextPage));
            Read(_budget.NextPage, TimeSpan.FromMilliseconds(2));
            read += starts[^1].Rows;
            if (starts.Count == 50)
            {
                _time.Pass(TimeSpan.FromSeconds(3)); // The shadow was slow.
            }
        }

        Assert.InRange(read, rate * 16, (rate * 20) + (2 * most));
        Assert.All(starts, s => Assert.InRange(s.Rows, 1, most));
        Assert.All(
            Enumerable.Range(0, 19).Select(i => TimeSpan.FromSeconds(i)),
            from => Assert.InRange(starts.Where(s => s.At >= from && s.At < from + TimeSpan.FromSeconds(1)).Sum(s => s.Rows), 0, (rate * 1.1) + (2 * most)));
    }

    [Fact]
    public async Task A_slow_production_gets_small_pages_and_long_rests()
    {
        var (_, guard) = Guard(() => 0.9, rate: 100_000);
        var (busy, from) = (TimeSpan.Zero, _time.Now);
        for (var page = 0; page < 12; page++)
        {
            Assert.True(await MayReadAsync(guard));
            var took = TimeSpan.FromMilliseconds(40);
            Read(_budget.NextPage, took);
            busy += took;
        }

        Assert.Equal(PagePacer.LeastRows, _budget.NextPage);
        Assert.True(await MayReadAsync(guard));
        Assert.InRange(busy / (_time.Now - from), 0.01, 0.02 * 1.1);
    }

    [Fact]
    public async Task More_vcores_give_more_time_and_no_rest_outlasts_the_pass()
    {
        var settings = new ReplicationSettings { MaxBytesPerSecond = 1e9, MaxProductionShare = 0.01, ProductionVCores = 4 };
        var (_, guard) = Guard(() => 0.9, rate: 100_000, settings);
        Assert.True(await MayReadAsync(guard));
        var from = _time.Now;
        Read(10, TimeSpan.FromMilliseconds(40));
        Assert.True(await MayReadAsync(guard));
        Assert.InRange((_time.Now - from).TotalSeconds, 0.9, 1.1); // 40 ms of one vCore are a hundredth of what four have in a second.

        Read(10, TimeSpan.FromSeconds(10));
        Assert.False(await MayReadAsync(guard));
        Assert.Equal(ReasonCode.RateLimited, guard.Reason);
        Assert.InRange(_time.Now.TotalSeconds, 30, 30.1);
    }

    [Fact]
    public async Task A_pass_ends_with_its_time_even_when_rows_are_left()
    {
        var (_, guard) = Guard(() => 0.9);
        Assert.True(await MayReadAsync(guard));
        _time.Pass(TimeSpan.FromSeconds(31));
        Assert.False(await MayReadAsync(guard));
        Assert.Equal(ReasonCode.RateLimited, guard.Reason);
    }

    [Fact]
    public void Entries_of_the_log_cost_less_than_rows()
    {
        var budget = new SamplingBudget(10, 1e12);
        for (var i = 0; i < 199; i++)
        {
            budget.ReadEntry([1L]);
        }

        Assert.Equal((false, 0, 199), (budget.Exhausted, budget.RowsRead, budget.EntriesRead));
        budget.ReadEntry(null);
        budget.ReadEntry(null);
        Assert.True(budget.Exhausted);
    }

    private static Task<bool> MayReadAsync(PassGuard guard) => guard.MayReadAsync(TestContext.Current.CancellationToken);

    private void Read(int rows, TimeSpan takes)
    {
        for (var i = 0; i < rows; i++)
        {
            _budget.Read([1L]);
        }

        _time.Pass(takes);
        _budget.Waited(takes);
    }

    private (FakeProduction Production, PassGuard Guard) Guard(Func<double?> headroom, double rate = 500, ReplicationSettings? settings = null)
    {
        settings ??= new ReplicationSettings { MaxBytesPerSecond = 1e9, MaxProductionShare = 0.02 };
        var request = new ReplicationRequest("b", DateTimeOffset.UnixEpoch, settings, rate, 30, 0.9, 7);
        var production = new FakeProduction(headroom);
        return (production, new PassGuard(request, production, _budget, new HeadroomWatch(production, request.Settings, null, _time), _time));
    }
}
