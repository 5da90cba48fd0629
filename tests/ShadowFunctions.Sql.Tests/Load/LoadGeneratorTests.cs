using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class LoadGeneratorTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public async Task A_stall_of_two_seconds_is_in_the_99th_percentile()
    {
        // 1 ms each at 500/s; whatever is at the server at second 10 comes back two seconds later.
        var stalled = false;
        var server = new FakeServer(_clock, (at, _) => !stalled && at >= 10 && (stalled = true) ? 2 : 0.001);
        var result = await RunAsync(server, new LoadUnit("read", [0], 500), Settings(500, 20) with { Shape = ArrivalShape.Constant });

        Assert.Equal(10_000, result.Completed);
        Assert.InRange(result.Latency!.P99, 1700, 2010);
        Assert.InRange(result.Latency.Max, 1990, 2010);
        Assert.InRange(result.Latency.P50, 0.9, 1.1);
        Assert.Equal(result.Latency.P99, result.Statements[0].Latency!.P99, result.Latency.P99 * 0.02);
    }

    [Theory]
    [InlineData(ArrivalShape.Constant)]
    [InlineData(ArrivalShape.Poisson)]
    public async Task Below_the_knee_the_rate_achieved_is_the_rate_asked_for(ArrivalShape shape)
    {
        var result = await RunAsync(new FakeServer(_clock, (_, _) => 0.001), new LoadUnit("read", [0], 1), Settings(300, 60) with { Shape = shape });
        Assert.InRange(result.AchievedPerSecond / result.AskedPerSecond, 0.99, 1.01);
        Assert.InRange(result.AskedPerSecond, 290, 310);
        Assert.InRange(result.BusyConnections, 0.28, 0.32);
        Assert.Null(result.Stopped);
    }

    [Fact]
    public async Task Above_the_knee_what_waits_counts_and_the_run_is_cut()
    {
        var result = await RunAsync(new FakeServer(_clock, (_, _) => 0.01), new LoadUnit("read", [0], 1), Settings(1000, 10) with { DrainSeconds = 0, Shape = ArrivalShape.Constant });
        Assert.InRange(result.AchievedPerSecond, 98, 102);
        Assert.Equal(ReasonToStop.Time, result.Stopped);
        Assert.Equal(10_000, result.Due);
        Assert.InRange(result.Completed + result.Unfinished, result.Due - 1, result.Due);
        Assert.InRange(result.Latency!.P50, 4000, 6000);
    }

    [Fact]
    public async Task The_load_follows_its_course_and_warm_up_is_not_counted()
    {
        var settings = Settings(1, 1) with { Segments = [new(10, 100), new(10, 0), new(5, 300)], WarmUpSeconds = 3, Shape = ArrivalShape.Constant };
        var server = new FakeServer(_clock, (_, _) => 0.0001);
        var result = await RunAsync(server, new LoadUnit("read", [0], 1), settings);
        Assert.Equal(2500, result.Completed);
        Assert.Equal(2800, server.Log.Count);
        Assert.Equal(100, result.AchievedPerSecond, 1.0);
    }

    [Fact]
    public async Task A_transaction_keeps_its_statements_together_and_an_error_takes_it_back()
    {
        var server = new FakeServer(_clock, (_, _) => 0.001) { Fails = s => s == 1 };
        var result = await RunAsync(server, new LoadUnit("pay", [0, 1, 2], 1, IsTransaction: true), Settings(10, 1) with { WarmUpSeconds = 0 });
        Assert.Equal(["begin", "s0", "s1", "rollback"], server.Log.Take(4));
        Assert.Equal(server.Log.Count, 4 * result.Completed);
        Assert.Equal((result.Completed, result.Completed, 0), (result.Statements[1].Errors, result.Errors.Values.Sum(), result.Statements[2].Executions));
        Assert.Equal("42P01: relation \"x\" does not exist", Assert.Single(result.Errors).Key);
    }

    [Fact]
    public async Task Units_arrive_by_their_rates()
    {
        var plan = FakeServer.Plan(new LoadUnit("often", [0], 90), new LoadUnit("seldom", [1], 10));
        var result = await new LoadGenerator(_clock).RunAsync(plan, new FakeServer(_clock, (_, _) => 0.0001), Settings(100, 100), TestContext.Current.CancellationToken);
        Assert.InRange(result.Statements[1].Executions / (double)result.Completed, 0.08, 0.12);
    }

    [Fact]
    public async Task The_same_seed_sends_the_same()
    {
        var results = new List<LoadResult>();
        for (var i = 0; i < 2; i++)
        {
            var clock = new VirtualClock();
            results.Add(await new LoadGenerator(clock).RunAsync(
                FakeServer.Plan(new LoadUnit("a", [0], 3), new LoadUnit("b", [1], 1)), new FakeServer(clock, (_, s) => 0.001 * (s + 1)), Settings(100, 10), TestContext.Current.CancellationToken));
        }

        Assert.Equivalent(results[0], results[1], strict: true);
    }

    [Fact]
    public async Task A_caller_ends_the_run_for_a_reason()
    {
        // On the real clock, because the question is asked twice a second of real time.
        var result = await new LoadGenerator(new LoadClock()).RunAsync(
            FakeServer.Plan(new LoadUnit("read", [0], 1)), new FakeServer(_clock, (_, _) => 0),
            Settings(10, 600) with { StopWhen = () => ReasonToStop.Cost }, TestContext.Current.CancellationToken);
        Assert.Equal(ReasonToStop.Cost, result.Stopped);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, -1)]
    [InlineData(double.NaN, 1)]
    public void A_course_that_cannot_be_is_refused(double seconds, double rate) =>
        Assert.Throws<ArgumentException>(() => new ArrivalProcess([new(seconds, rate)], [1], ArrivalShape.Poisson, 1));

    private static LoadSettings Settings(double rate, double seconds) =>
        new() { Segments = [new(seconds, rate)], Connections = 1, WarmUpSeconds = 1, Seed = 7 };

    private Task<LoadResult> RunAsync(FakeServer server, LoadUnit unit, LoadSettings settings) =>
        new LoadGenerator(_clock).RunAsync(FakeServer.Plan(unit), server, settings, TestContext.Current.CancellationToken);
}
