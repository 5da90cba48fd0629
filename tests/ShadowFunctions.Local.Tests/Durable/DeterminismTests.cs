using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public class DeterminismTests
{
    [Fact]
    public async Task Code_that_changed_under_a_running_instance_fails_it_and_names_both_steps()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("Old", _ => 1)
            .Activity("New", _ => 1)
            .Orchestrator("Changed", async context =>
            {
                await context.CallActivityAsync("Old");
                return await context.WaitForExternalEvent<string>("Go");
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Changed");
        await fixture.IdleAsync();
        fixture.Forget()
            .Activity("Old", _ => 1)
            .Activity("New", _ => 1)
            .Orchestrator("Changed", async context =>
            {
                await context.CallActivityAsync("New");
                return await context.WaitForExternalEvent<string>("Go");
            });
        await fixture.ReopenAsync();
        await fixture.Client.RaiseEventAsync(id, "Go", EngineFixture.Cancel);

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("expected TaskScheduled #0 'Old', actual TaskScheduled #0 'New'", done.ReadOutputAs<string>(), StringComparison.Ordinal);
        HistoryEvent end = fixture.Engine.ExportHistory(id)!.Events[^1];
        Assert.True(end.Failure!.IsCausedBy<NonDeterministicOrchestrationException>());
    }

    [Fact]
    public async Task Reading_the_wall_clock_is_found_by_replay()
    {
        await using EngineFixture fixture = new() { MaxSessions = 0 };
        int minutes = 0;
        await fixture
            .Orchestrator("Clock", async context =>
            {
                DateTime notFromHistory = context.CurrentUtcDateTime.AddMinutes(++minutes);
                await context.CreateTimer(notFromHistory, CancellationToken.None);
                return null;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Clock");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("TimerCreated #0", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Awaiting_only_a_wall_clock_delay_fails_at_once()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Delay", async _ =>
            {
                await Task.Delay(Timeout.Infinite);
                return null;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Delay");

        Assert.Contains("not a durable task", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_task_beside_a_durable_one_fails_when_it_completes()
    {
        await using EngineFixture fixture = new();
        TaskCompletionSource foreign = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await fixture
            .Orchestrator("Mixed", async context =>
            {
                Task never = context.WaitForExternalEvent<string>("Never");
                await Task.WhenAny(never, foreign.Task);
                return "went on outside its turn";
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Mixed");
        await fixture.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await fixture.GetAsync(id))!.RuntimeStatus);

        foreign.SetResult();
        OrchestrationMetadata done = await fixture.Client.WaitForInstanceCompletionAsync(id, true, EngineFixture.Cancel);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("not a durable task", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_the_turns_thread_with_configure_await_fails()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("Any", _ => 1)
            .Orchestrator("Leaves", async context =>
            {
                await context.CallActivityAsync("Any").ConfigureAwait(false);
                await context.CallActivityAsync("Any");
                return null;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Leaves");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("not a durable task", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loggers_are_silent_during_replay()
    {
        await using EngineFixture fixture = new() { MaxSessions = 0 };
        List<bool> replaying = [];
        await fixture
            .Activity("Any", _ => 1)
            .Orchestrator("Logs", async context =>
            {
                replaying.Add(context.IsReplaying);
                await context.CallActivityAsync("Any");
                await context.CallActivityAsync("Any");
                return null;
            })
            .OpenAsync();

        await fixture.RunAsync("Logs");

        Assert.Equal([false, true, true], replaying);
    }

    [Fact]
    public async Task A_history_survives_export_and_replays()
    {
        OrchestrationHistory history = await RecordAsync();

        OrchestrationHistory read = OrchestrationHistory.FromJson(history.ToJson());

        Assert.Equal(history.Events, read.Events);
        Assert.Equal(history.Orchestration, read.Orchestration);
        OrchestrationReplayer.Replay(read, Golden);
    }

    [Fact]
    public async Task A_history_refuses_code_that_takes_other_steps()
    {
        OrchestrationHistory history = await RecordAsync();

        NonDeterministicOrchestrationException other = Assert.Throws<NonDeterministicOrchestrationException>(
            () => OrchestrationReplayer.Replay(history, async context =>
            {
                await context.CallActivityAsync("Second");
                return null;
            }));
        NonDeterministicOrchestrationException shorter = Assert.Throws<NonDeterministicOrchestrationException>(
            () => OrchestrationReplayer.Replay(history, async context => await context.CallActivityAsync<int>("First")));

        Assert.Contains("expected TaskScheduled #0 'First', actual TaskScheduled #0 'Second'", other.Message, StringComparison.Ordinal);
        Assert.Contains("expected TimerCreated #1", shorter.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kept_golden_history_still_replays()
    {
        OrchestrationReplayer.Replay(ReadHistory("golden.json"), Golden);
    }

    [Fact]
    public void The_kept_history_with_another_step_is_refused()
    {
        NonDeterministicOrchestrationException refusal = Assert.Throws<NonDeterministicOrchestrationException>(
            () => OrchestrationReplayer.Replay(ReadHistory("nondeterministic.json"), Golden));

        Assert.Contains("expected TaskScheduled #0 'Renamed'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("{}"), InlineData("""{"orchestration":{"instanceId":"i","name":"n"},"events":[]}""")]
    public void A_document_that_is_no_history_is_refused(string json)
    {
        Assert.Throws<System.Text.Json.JsonException>(() => OrchestrationHistory.FromJson(json));
    }

    private static OrchestrationHistory ReadHistory(string file) => OrchestrationHistory.FromJson(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Durable", "Histories", file)));

    private static async Task<object?> Golden(TaskOrchestrationContext context)
    {
        int first = await context.CallActivityAsync<int>("First", new { Text = "a \"quoted\" text" });
        await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        string name = await context.WaitForExternalEvent<string>("Name") ?? string.Empty;
        return await context.CallSubOrchestratorAsync<string>("Child", $"{first} {name}", new SubOrchestrationOptions(instanceId: "kid"));
    }

    internal static async Task<OrchestrationHistory> RecordAsync()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("First", _ => 7)
            .Orchestrator("Child", context => Task.FromResult<object?>(context.GetInput<string>()))
            .Orchestrator("Golden", Golden)
            .OpenAsync();
        string id = await fixture.StartAsync("Golden", id: "golden");
        await fixture.Client.RaiseEventAsync(id, "Name", "shadow", EngineFixture.Cancel);
        await fixture.FinishAsync(id);
        return fixture.Engine.ExportHistory(id)!;
    }
}
