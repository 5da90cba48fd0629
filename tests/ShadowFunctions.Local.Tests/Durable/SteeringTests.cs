using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Durable;

public class SteeringTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task A_suspended_instance_receives_nothing_until_it_is_resumed(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Go"))
            .OpenAsync();
        string id = await fixture.StartAsync("Wait");
        await fixture.Client.SuspendInstanceAsync(id, "lunch", EngineFixture.Cancel);
        await fixture.Client.RaiseEventAsync(id, "Go", "went", EngineFixture.Cancel);
        await fixture.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await fixture.GetAsync(id))!.RuntimeStatus);
        await fixture.ReopenAsync();
        await fixture.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await fixture.GetAsync(id))!.RuntimeStatus);

        await fixture.Client.ResumeInstanceAsync(id, EngineFixture.Cancel);
        OrchestrationMetadata done = await fixture.FinishAsync(id);
        Assert.Equal("went", done.ReadOutputAs<string>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Terminate_ends_an_instance_and_its_children_if_asked(bool recursive)
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("Never"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", new SubOrchestrationOptions(instanceId: "child")))
            .OpenAsync();
        await fixture.StartAsync("Parent", id: "parent");
        await fixture.IdleAsync();

        await fixture.Client.TerminateInstanceAsync(
            "parent", new TerminateInstanceOptions("enough", recursive), EngineFixture.Cancel);
        await fixture.IdleAsync();

        OrchestrationMetadata parent = (await fixture.GetAsync("parent"))!;
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, parent.RuntimeStatus);
        Assert.Equal("enough", parent.ReadOutputAs<string>());
        Assert.Equal(
            recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Running,
            (await fixture.GetAsync("child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_terminated_child_fails_its_parents_call()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("Never"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", new SubOrchestrationOptions(instanceId: "child")))
            .OpenAsync();
        await fixture.StartAsync("Parent", id: "parent");
        await fixture.IdleAsync();
        await fixture.Client.TerminateInstanceAsync("child", EngineFixture.Cancel);

        OrchestrationMetadata parent = await fixture.FinishAsync("parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, parent.RuntimeStatus);
        Assert.Contains("'child' was terminated", parent.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_reaches_a_suspended_instance_and_drops_its_timers()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Sleepy", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return null;
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Sleepy");
        await fixture.Client.SuspendInstanceAsync(id, EngineFixture.Cancel);
        await fixture.Client.TerminateInstanceAsync(id, EngineFixture.Cancel);
        await fixture.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await fixture.GetAsync(id))!.RuntimeStatus);
        Assert.Null(fixture.Engine.NextTimerDue());
    }

    [Fact]
    public async Task Purge_deletes_what_has_ended_and_nothing_else()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Child", context => Task.FromResult<object?>(null))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Child", new SubOrchestrationOptions(instanceId: "child")))
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Never"))
            .OpenAsync();
        await fixture.RunAsync("Parent", id: "parent");
        await fixture.StartAsync("Wait", id: "wait");
        await fixture.IdleAsync();

        Assert.Equal(0, (await fixture.Client.PurgeInstanceAsync("wait", EngineFixture.Cancel)).PurgedInstanceCount);
        Assert.Equal(0, (await fixture.Client.PurgeInstanceAsync("missing", EngineFixture.Cancel)).PurgedInstanceCount);
        PurgeResult purged = await fixture.Client.PurgeInstanceAsync(
            "parent", new PurgeInstanceOptions(Recursive: true), EngineFixture.Cancel);
        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Null(await fixture.GetAsync("parent"));
        Assert.Null(await fixture.GetAsync("child"));
        Assert.NotNull(await fixture.GetAsync("wait"));
    }

    [Fact]
    public async Task Purge_by_filter_takes_status_and_time_into_account()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Echo", context => Task.FromResult<object?>(null))
            .Orchestrator("Fail", _ => throw new InvalidOperationException("failed"))
            .OpenAsync();
        await fixture.RunAsync("Echo", id: "good");
        await fixture.RunAsync("Fail", id: "bad");

        PurgeInstancesFilter none = new(EngineFixture.Start.AddSeconds(1));
        PurgeInstancesFilter failed = new(EngineFixture.Start, Statuses: [OrchestrationRuntimeStatus.Failed]);
        Assert.Equal(0, (await fixture.Client.PurgeAllInstancesAsync(none, EngineFixture.Cancel)).PurgedInstanceCount);
        Assert.Equal(1, (await fixture.Client.PurgeAllInstancesAsync(failed, EngineFixture.Cancel)).PurgedInstanceCount);
        Assert.NotNull(await fixture.GetAsync("good"));
    }

    [Fact]
    public async Task Custom_status_is_visible_while_running()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Status", async context =>
            {
                context.SetCustomStatus("waiting for approval");
                await context.WaitForExternalEvent<string>("Go");
                context.SetCustomStatus(null);
                return null;
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Status");
        await fixture.IdleAsync();

        Assert.Equal("waiting for approval", (await fixture.GetAsync(id))!.ReadCustomStatusAs<string>());
        await fixture.Client.RaiseEventAsync(id, "Go", null, EngineFixture.Cancel);
        Assert.Null((await fixture.FinishAsync(id)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Waiting_for_start_and_completion_ends_when_it_happens()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Go"))
            .OpenAsync();
        string id = await fixture.StartAsync("Wait");

        OrchestrationMetadata started = await fixture.Client.WaitForInstanceStartAsync(id, EngineFixture.Cancel);
        Task<OrchestrationMetadata> completion = fixture.Client.WaitForInstanceCompletionAsync(id, true, EngineFixture.Cancel);
        Assert.True(started.IsRunning);
        Assert.False(completion.IsCompleted);
        await fixture.Client.RaiseEventAsync(id, "Go", "done", EngineFixture.Cancel);

        Assert.Equal("done", (await completion).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Client.WaitForInstanceCompletionAsync("missing", EngineFixture.Cancel));
    }

    [Fact]
    public async Task Listing_pages_by_id_prefix_and_status()
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(null)).OpenAsync();
        for (int i = 0; i < 7; i++)
        {
            await fixture.StartAsync("Echo", id: $"a-{i}");
        }

        await fixture.StartAsync("Echo", id: "b-0");
        await fixture.IdleAsync();
        OrchestrationQuery query = new(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "a-", PageSize: 3);

        List<int> sizes = [];
        await foreach (Page<OrchestrationMetadata> page in fixture.Client.GetAllInstancesAsync(query).AsPages())
        {
            sizes.Add(page.Values.Count);
        }

        Assert.Equal([3, 3, 1], sizes);
        Assert.Empty(await fixture.Client.GetAllInstancesAsync(
            new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])).ToListAsync(EngineFixture.Cancel));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Restart_runs_an_ended_instance_again_with_its_input(bool newId)
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<string>())).OpenAsync();
        await fixture.RunAsync("Echo", "again", "one");

        string id = await fixture.Client.RestartAsync("one", newId, EngineFixture.Cancel);

        Assert.Equal(newId, id != "one");
        Assert.Equal("again", (await fixture.FinishAsync(id)).ReadOutputAs<string>());
    }
}
