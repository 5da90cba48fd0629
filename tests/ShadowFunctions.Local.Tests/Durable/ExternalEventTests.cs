using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Durable;

public class ExternalEventTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task Events_are_kept_in_order_until_someone_waits_and_names_ignore_case(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Orchestrator("Collect", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                int first = await context.WaitForExternalEvent<int>("APPROVAL");
                int second = await context.WaitForExternalEvent<int>("approval");
                return $"{first},{second}";
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Collect");
        await fixture.Client.RaiseEventAsync(id, "Approval", 1, EngineFixture.Cancel);
        await fixture.Client.RaiseEventAsync(id, "Approval", 2, EngineFixture.Cancel);

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal("1,2", done.ReadOutputAs<string>());
    }

    [Theory, InlineData(0), InlineData(100)]
    public async Task A_timeout_throws_task_cancelled_and_leaves_no_waiter(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Orchestrator("Impatient", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("Never", TimeSpan.FromMinutes(5));
                }
                catch (TaskCanceledException)
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
                    return "gave up, then got " + await context.WaitForExternalEvent<string>("Never");
                }
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Impatient");
        await fixture.Loop().RunUntilAsync(EngineFixture.Start.AddMinutes(6), EngineFixture.Cancel);
        await fixture.Client.RaiseEventAsync(id, "Never", "it", EngineFixture.Cancel);

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal("gave up, then got it", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_drops_the_timeout()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Quick", async context =>
                await context.WaitForExternalEvent<string>("Go", TimeSpan.FromDays(300)))
            .OpenAsync();
        string id = await fixture.StartAsync("Quick");
        await fixture.IdleAsync();
        await fixture.Client.RaiseEventAsync(id, "go", "now", EngineFixture.Cancel);

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal("now", done.ReadOutputAs<string>());
        Assert.Equal(EngineFixture.Start, fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_orchestration_sends_events_to_another()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Receiver", async context => await context.WaitForExternalEvent<string>("Hello"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("receiver", "Hello", "from the other side");
                return Task.FromResult<object?>(null);
            })
            .OpenAsync();
        await fixture.StartAsync("Receiver", id: "receiver");
        await fixture.StartAsync("Sender");

        OrchestrationMetadata done = await fixture.FinishAsync("receiver");

        Assert.Equal("from the other side", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_for_nobody_is_dropped()
    {
        await using EngineFixture fixture = new();
        await fixture.OpenAsync();

        await fixture.Client.RaiseEventAsync("nobody", "Hello", null, EngineFixture.Cancel);

        Assert.Null(await fixture.GetAsync("nobody"));
    }
}
