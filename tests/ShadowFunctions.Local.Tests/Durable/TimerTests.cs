using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Durable;

public class TimerTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task A_durable_timer_takes_emulated_time_and_no_wall_time(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Orchestrator("Sleepy", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(40), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Sleepy");

        Assert.Equal(EngineFixture.Start.UtcDateTime.AddDays(40), done.ReadOutputAs<DateTime>());
        Assert.Equal(EngineFixture.Start.AddDays(40), fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_timer_in_the_past_fires_without_moving_the_clock()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Late", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None);
                return "on time";
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Late");

        Assert.Equal("on time", done.ReadOutputAs<string>());
        Assert.Equal(EngineFixture.Start, fixture.Clock.GetUtcNow());
    }

    [Theory, InlineData(0), InlineData(100)]
    public async Task A_cancelled_timer_is_gone_and_holds_nothing_up(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Activity("Work", _ => 1)
            .Orchestrator("Race", async context =>
            {
                using CancellationTokenSource deadline = new();
                Task timer = context.CreateTimer(TimeSpan.FromHours(1), deadline.Token);
                Task work = context.CallActivityAsync("Work");
                Task winner = await Task.WhenAny(timer, work);
#pragma warning disable CA1849 // An orchestrator stays on its turn's thread.
                deadline.Cancel();
#pragma warning restore CA1849
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                return winner == work && timer.IsCanceled;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Race");

        Assert.True(done.ReadOutputAs<bool>());
        Assert.Equal(EngineFixture.Start.AddSeconds(1), fixture.Clock.GetUtcNow());
        Assert.Null(fixture.Engine.NextTimerDue());
    }

    [Fact]
    public async Task A_delayed_start_waits_as_pending()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Later", context => Task.FromResult<object?>(context.CurrentUtcDateTime))
            .OpenAsync();
        string id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later",
            new Microsoft.DurableTask.StartOrchestrationOptions(StartAt: EngineFixture.Start.AddMinutes(10)),
            EngineFixture.Cancel);
        await fixture.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await fixture.GetAsync(id))!.RuntimeStatus);

        OrchestrationMetadata done = await fixture.FinishAsync(id);
        Assert.Equal(EngineFixture.Start.UtcDateTime.AddMinutes(10), done.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_delayed_start_receives_events_that_came_before_it()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Later", async context => await context.WaitForExternalEvent<string>("Go"))
            .OpenAsync();
        string id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later",
            new Microsoft.DurableTask.StartOrchestrationOptions(StartAt: EngineFixture.Start.AddMinutes(10)),
            EngineFixture.Cancel);
        await fixture.Client.RaiseEventAsync(id, "Go", "early", EngineFixture.Cancel);
        await fixture.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await fixture.GetAsync(id))!.RuntimeStatus);

        Assert.Equal("early", (await fixture.FinishAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_delayed_start_can_be_terminated_before_it_begins()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Later", context => throw new InvalidOperationException("must not run"))
            .OpenAsync();
        string id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later",
            new Microsoft.DurableTask.StartOrchestrationOptions(StartAt: EngineFixture.Start.AddMinutes(10)),
            EngineFixture.Cancel);
        await fixture.Client.TerminateInstanceAsync(id, EngineFixture.Cancel);
        await fixture.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await fixture.GetAsync(id))!.RuntimeStatus);
        Assert.Null(fixture.Engine.NextTimerDue());
    }
}
