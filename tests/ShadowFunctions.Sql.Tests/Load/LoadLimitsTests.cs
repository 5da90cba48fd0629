using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Tests.Sampling;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class LoadLimitsTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly SteppingTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Money_adds_up_over_time_whatever_runs()
    {
        var limits = new LoadLimits(_time) { PricePerHour = 3600, MaxCost = 10 };
        _time.Pass(TimeSpan.FromSeconds(9.9));
        Assert.Null(await limits.AskAsync(Telling(new ServerCounters()), Cancel));
        _time.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal(ReasonToStop.Cost, await limits.AskAsync(Telling(new ServerCounters()), Cancel));
        Assert.Equal(10, limits.Cost, 6);
    }

    [Theory]
    [InlineData(0.94, null)]
    [InlineData(0.96, ReasonToStop.Headroom)]
    public async Task Two_looks_in_a_row_without_a_free_vCore_end_it(double share, ReasonToStop? expected)
    {
        var limits = new LoadLimits(_time) { Shadow = new ShadowLimits(VCores: 4) };
        var used = 100.0;
        async Task<ReasonToStop?> AskAsync(double vCores)
        {
            _time.Pass(Look);
            used += vCores * Look.TotalSeconds;
            return await limits.AskAsync(Telling(new ServerCounters { CpuSeconds = used }), Cancel);
        }

        Assert.Null(await AskAsync(4)); // Nothing to compare with.
        Assert.Null(await AskAsync(4)); // A burst.
        Assert.Null(await AskAsync(1));
        Assert.Null(await AskAsync(4 * share));
        Assert.Equal(expected, await AskAsync(4 * share));
        used = 0; // The server was started again, or another copy is under load.
        Assert.Null(await AskAsync(4));
    }

    [Fact]
    public async Task Workers_end_it_at_the_second_look_and_storage_at_once()
    {
        var limits = new LoadLimits(_time) { Shadow = new ShadowLimits(Workers: 100, StorageBytes: 1000), MinHeadroomFraction = 0.1 };
        Task<ReasonToStop?> AskAsync(double? workers, double? bytes) =>
            limits.AskAsync(Telling(new ServerCounters { Workers = workers, StorageBytes = bytes }), Cancel);
        Assert.Null(await AskAsync(91, 900));
        Assert.Equal(ReasonToStop.Headroom, await AskAsync(91, 900));
        Assert.Null(await AskAsync(90, 900));
        Assert.Equal(ReasonToStop.Headroom, await AskAsync(0, 901));
        Assert.Null(await AskAsync(null, null)); // What nobody knows stops nothing.
    }

    [Fact]
    public async Task A_shadow_without_known_limits_is_not_asked() =>
        Assert.Null(await new LoadLimits(_time).AskAsync(new FakeServer(new VirtualClock(), (_, _) => 0) { Counters = () => throw new InvalidOperationException() }, Cancel));

    [Fact]
    public async Task The_result_says_that_the_money_was_used_up() =>
        Assert.Equal(ReasonToStop.Cost, (await RunAsync(new LoadLimits(_time) { PricePerHour = 3600, MaxCost = 30 }, () => new ServerCounters())).Stopped);

    [Fact]
    public async Task The_result_says_that_the_shadow_was_at_its_limit() => Assert.Equal(
        ReasonToStop.Headroom,
        (await RunAsync(new LoadLimits(_time) { Shadow = new ShadowLimits(VCores: 2) }, () => new ServerCounters { CpuSeconds = 2 * _time.Now.TotalSeconds })).Stopped);

    [Fact]
    public async Task A_shadow_that_cannot_be_looked_at_ends_the_run_with_its_error() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => RunAsync(new LoadLimits(_time) { Shadow = new ShadowLimits(VCores: 2) }, () => throw new InvalidOperationException()));

    private static FakeServer Telling(ServerCounters counters) => new(new VirtualClock(), (_, _) => 0) { Counters = () => counters };

    /// <summary>A load of ten minutes on the machine's clock, which is asked whether it may go on by a clock that waits for nobody.</summary>
    private Task<LoadResult> RunAsync(LoadLimits limits, Func<ServerCounters> counters) => new LoadGenerator(new LoadClock(), _time).RunAsync(
        FakeServer.Plan(new LoadUnit("read", [0], 1)), new FakeServer(new VirtualClock(), (_, _) => 0) { Counters = counters },
        new LoadSettings { Segments = [new(600, 10)], Connections = 1, Limits = limits }, Cancel);
}
