using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Durable;

public class SubOrchestrationTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task Children_run_and_know_their_parent(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Orchestrator("Child", context => Task.FromResult<object?>(
                $"{context.GetInput<int>()} of {context.Parent!.Name}/{context.Parent.InstanceId}"))
            .Orchestrator("Parent", async context => await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
                context.CallSubOrchestratorAsync<string>("Child", i, new SubOrchestrationOptions(instanceId: $"child-{i}")))))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Parent", id: "p");

        Assert.Equal(["0 of Parent/p", "1 of Parent/p", "2 of Parent/p"], done.ReadOutputAs<string[]>()!);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await fixture.GetAsync("child-1"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_failed_child_shows_its_real_failure_as_the_inner_one()
    {
        await using EngineFixture fixture = new();
        TaskFailureDetails? seen = null;
        await fixture
            .Activity("Fail", object? (_) => throw new TimeoutException("too slow"))
            .Orchestrator("Child", async context => await context.CallActivityAsync<int>("Fail"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<int>("Child");
                }
                catch (TaskFailedException failure)
                {
                    seen = failure.FailureDetails;
                    return failure.TaskName;
                }
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Parent");

        Assert.Equal("Child", done.ReadOutputAs<string>());
        Assert.True(seen!.IsCausedBy<TaskFailedException>());
        Assert.True(seen.InnerFailure!.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public async Task A_child_id_that_is_running_fails_the_call()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("Go"))
            .Orchestrator("Parent", async context =>
            {
                Task first = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "same"));
                TaskFailedException failure = await Assert.ThrowsAsync<TaskFailedException>(
                    () => context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "same")));
                context.SendEvent("same", "Go", "on");
                await first;
                return failure.FailureDetails.ErrorType;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Parent");

        Assert.Equal("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_ended_child_id_is_used_again()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Child", context => Task.FromResult<object?>(context.GetInput<int>() * 10))
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<int>("Child", 1, new SubOrchestrationOptions(instanceId: "again"))
                + await context.CallSubOrchestratorAsync<int>("Child", 2, new SubOrchestrationOptions(instanceId: "again")))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Parent");

        Assert.Equal(30, done.ReadOutputAs<int>());
    }
}
