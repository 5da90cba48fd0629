using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public class RuntimeLoopTests
{
    [Fact]
    public async Task Timers_fire_before_sources_and_sources_by_name()
    {
        await using EngineFixture fixture = new();
        List<string> order = [];
        await fixture
            .Activity("Note", input =>
            {
                order.Add(input!.Trim('"'));
                return 1;
            })
            .Orchestrator("Timed", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
                await context.CallActivityAsync("Note", "timer");
                return null;
            })
            .OpenAsync();
        await fixture.StartAsync("Timed");
        Every5Minutes second = new("b", () => order.Add("b"));
        Every5Minutes first = new("a", () => order.Add("a"));

        await fixture.Loop(second, first).RunUntilAsync(EngineFixture.Start.AddMinutes(11), EngineFixture.Cancel);

        Assert.Equal(["timer", "a", "b", "a", "b"], order);
        Assert.Equal(EngineFixture.Start.AddMinutes(11), fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_source_resumes_after_its_last_fired_instant()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> fired = [];
        await fixture.OpenAsync();
        Every5Minutes source = new("s", () => fired.Add(fixture.Clock.GetUtcNow()));
        await fixture.Loop(source).RunUntilAsync(EngineFixture.Start.AddMinutes(10), EngineFixture.Cancel);
        await fixture.CrashAsync();

        await fixture.Loop(source).RunUntilAsync(EngineFixture.Start.AddMinutes(20), EngineFixture.Cancel);

        Assert.Equal([5, 10, 15, 20], fired.Select(instant => (int)(instant - EngineFixture.Start).TotalMinutes));
    }

    [Fact]
    public async Task A_source_that_was_cut_off_fires_again_at_the_same_instant()
    {
        await using EngineFixture fixture = new();
        List<DateTimeOffset> fired = [];
        await fixture.OpenAsync();
        Every5Minutes failing = new("s", () =>
        {
            fired.Add(fixture.Clock.GetUtcNow());
            throw new IOException("pulled the plug");
        });
        await Assert.ThrowsAsync<IOException>(
            () => fixture.Loop(failing).RunUntilAsync(EngineFixture.Start.AddMinutes(10), EngineFixture.Cancel));
        await fixture.CrashAsync();

        Every5Minutes working = new("s", () => fired.Add(fixture.Clock.GetUtcNow()));
        await fixture.Loop(working).RunUntilAsync(EngineFixture.Start.AddMinutes(10), EngineFixture.Cancel);

        Assert.Equal([5, 5, 10], fired.Select(instant => (int)(instant - EngineFixture.Start).TotalMinutes));
    }

    [Fact]
    public async Task The_clock_stands_still_while_an_activity_runs()
    {
        await using EngineFixture fixture = new();
        TaskCompletionSource release = new();
        await fixture
            .Activity("Slow", async _ =>
            {
                await release.Task;
                return 1;
            })
            .Orchestrator("Busy", async context => await context.CallActivityAsync<int>("Slow"))
            .OpenAsync();
        await fixture.StartAsync("Busy");

        Task run = fixture.Loop().RunUntilAsync(EngineFixture.Start.AddHours(1), EngineFixture.Cancel);
        Assert.Equal(EngineFixture.Start, fixture.Clock.GetUtcNow());
        Assert.False(run.IsCompleted);
        release.SetResult();
        await run;

        Assert.Equal(EngineFixture.Start.AddHours(1), fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Pacing_takes_as_much_wall_time_as_the_speed_says()
    {
        await using EngineFixture fixture = new();
        await fixture.OpenAsync();
        FakeTimeProvider wall = new() { AutoAdvanceAmount = TimeSpan.Zero };
        int fired = 0;
        Every5Minutes source = new("s", () => fired++);
        RuntimeLoop loop = new(fixture.Engine, [source], new RuntimeLoopOptions { SpeedFactor = 60 }, wall);

        Task run = loop.RunUntilAsync(EngineFixture.Start.AddMinutes(5), EngineFixture.Cancel);
        await Task.WhenAny(run, Task.Delay(50, EngineFixture.Cancel));
        wall.Advance(TimeSpan.FromSeconds(4.9));
        await Task.WhenAny(run, Task.Delay(50, EngineFixture.Cancel));
        Assert.Equal(0, fired);
        while (!run.IsCompleted)
        {
            wall.Advance(TimeSpan.FromSeconds(0.2));
            await Task.WhenAny(run, Task.Delay(5, EngineFixture.Cancel));
        }

        await run;
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task Work_from_outside_runs_while_the_loop_waits()
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(context.CurrentUtcDateTime)).OpenAsync();
        RuntimeLoop loop = new(fixture.Engine, [], new RuntimeLoopOptions { SpeedFactor = 1 }, TimeProvider.System);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(EngineFixture.Cancel);
        Task run = loop.RunUntilAsync(EngineFixture.Start.AddHours(1), stop.Token);

        string id = await fixture.StartAsync("Echo");
        OrchestrationMetadata done = await fixture.Client.WaitForInstanceCompletionAsync(id, true, EngineFixture.Cancel);
        await stop.CancelAsync();

        Assert.Equal(EngineFixture.Start.UtcDateTime, done.ReadOutputAs<DateTime>());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public async Task A_speed_that_is_not_positive_is_refused(double speed)
    {
        await using EngineFixture fixture = new();
        await fixture.OpenAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => new RuntimeLoop(
            fixture.Engine, [], new RuntimeLoopOptions { SpeedFactor = speed }, TimeProvider.System));
    }

    private sealed class Every5Minutes(string name, Action fire) : IDueSource
    {
        public string Name => name;

        public DateTimeOffset? NextDueAfter(DateTimeOffset clock)
        {
            long step = TimeSpan.FromMinutes(5).Ticks;
            return new DateTimeOffset(((clock.UtcTicks / step) + 1) * step, TimeSpan.Zero);
        }

        public Task FireAsync(DateTimeOffset due, CancellationToken cancellationToken)
        {
            fire();
            return Task.CompletedTask;
        }
    }
}
