using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Durable;

/// <summary>Every test runs with kept sessions and with a full replay at every turn.</summary>
public class ActivityTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task A_sequence_of_activities_returns_its_result(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Activity("Double", input => 2 * int.Parse(input!, null))
            .Orchestrator("Sequence", async context =>
            {
                int value = context.GetInput<int>();
                for (int i = 0; i < 5; i++)
                {
                    value = await context.CallActivityAsync<int>("double", value);
                }

                return value;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Sequence", 3);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(96, done.ReadOutputAs<int>());
        Assert.Equal(3, done.ReadInputAs<int>());
    }

    [Theory, InlineData(0), InlineData(100)]
    public async Task A_fan_out_gathers_every_result(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Activity("Square", async input =>
            {
                await Task.Yield();
                int value = int.Parse(input!, null);
                return value * value;
            })
            .Orchestrator("FanOut", async context =>
            {
                int[] squares = await Task.WhenAll(
                    Enumerable.Range(1, 100).Select(i => context.CallActivityAsync<int>("Square", i)));
                return squares.Sum();
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("FanOut");

        Assert.Equal(338_350, done.ReadOutputAs<int>());
    }

    [Theory, InlineData(0), InlineData(100)]
    public async Task A_failed_activity_reaches_the_orchestrator_as_task_failure(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Activity("Fail", object? (_) => throw new ArgumentNullException(null, "no speed"))
            .Orchestrator("Catching", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                    return "no failure";
                }
                catch (TaskFailedException failure)
                {
                    Assert.True(failure.FailureDetails.IsCausedBy<ArgumentException>());
                    Assert.False(failure.FailureDetails.IsCausedBy<InvalidOperationException>());
                    return $"{failure.TaskName}#{failure.TaskId}: {failure.FailureDetails.ErrorType}";
                }
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Catching");

        Assert.Equal("Fail#0: System.ArgumentNullException", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_uncaught_failure_fails_the_orchestration_and_its_message_is_the_output()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Broken", _ => throw new InvalidOperationException("the plan has no steps"))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Broken");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal("the plan has no steps", done.ReadOutputAs<string>());
        Assert.Null(done.FailureDetails);
    }

    [Fact]
    public async Task An_unknown_activity_fails_with_the_known_names()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("Known", _ => 1)
            .Orchestrator("Typo", async context => await context.CallActivityAsync<int>("Knwon"))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Typo");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("no activity named 'Knwon'. Known: Known.", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_orchestrator_is_refused_at_the_start()
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Known", _ => Task.FromResult<object?>(null)).OpenAsync();

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => fixture.StartAsync("Unknown"));

        Assert.Contains("Known: Known", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_does_not_fit_fails_the_orchestration_and_not_the_engine()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("Text", _ => "not a number")
            .Orchestrator("Misread", async context => await context.CallActivityAsync<int>("Text"))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Misread");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
    }

    [Fact]
    public async Task Task_options_given_as_input_are_refused()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Activity("Any", _ => 1)
            .Orchestrator("Mistaken", async context => await context.CallActivityAsync<int>("Any", (object)new TaskOptions()))
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Mistaken");

        Assert.Contains("pass them as 'options'", done.ReadOutputAs<string>(), StringComparison.Ordinal);
    }
}
