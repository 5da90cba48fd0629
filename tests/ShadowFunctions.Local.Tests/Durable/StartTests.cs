using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace ShadowFunctions.Local.Tests.Durable;

public class StartTests
{
    private static readonly OrchestrationRuntimeStatus[] Running3 = [Pending, Running, Suspended];

    public static TheoryData<OrchestrationRuntimeStatus, OrchestrationRuntimeStatus[]?, bool> DedupeTable => new()
    {
        // Existing status, dedupe statuses (null: the host's default), whether the start is refused.
        { Pending, null, true },
        { Running, null, true },
        { Suspended, null, true },
        { Completed, null, false },
        { Failed, null, false },
        { Terminated, null, false },
        { Pending, Running3, true },
        { Running, Running3, true },
        { Suspended, Running3, true },
        { Completed, Running3, false },
        { Failed, Running3, false },
        { Terminated, Running3, false },
        { Completed, [Completed], true },
        { Failed, [Completed, Failed], true },
        { Terminated, [Completed], false },
        { Running, [Completed], false },
        { Suspended, [Completed], false },
        { Pending, [Completed], false },
    };

    [Theory, MemberData(nameof(DedupeTable))]
    public async Task A_start_on_a_used_id_follows_the_dedupe_table(
        OrchestrationRuntimeStatus existing, OrchestrationRuntimeStatus[]? dedupe, bool refused)
    {
        await using EngineFixture fixture = new();
        await OpenWithInstanceAsync(fixture, existing);
        StartOrchestrationOptions options = new("one");
        options = dedupe is null ? options : options.WithDedupeStatuses(dedupe);

        Task<string> start = fixture.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "second", options, EngineFixture.Cancel);

        if (refused)
        {
            await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => start);
            await fixture.IdleAsync();
            Assert.Equal(existing, (await fixture.GetAsync("one"))!.RuntimeStatus);
        }
        else
        {
            Assert.Equal("one", await start);
            OrchestrationMetadata done = await fixture.FinishAsync("one");
            Assert.Equal("second", done.ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task A_replaced_instance_does_not_receive_results_of_its_predecessor()
    {
        await using EngineFixture fixture = new();
        TaskCompletionSource release = new();
        await fixture
            .Activity("Slow", async input =>
            {
                if (input == "1")
                {
                    await release.Task;
                }

                return $"result of {input}";
            })
            .Orchestrator("Caller", async context => await context.CallActivityAsync<string>("Slow", context.GetInput<int>()))
            .OpenAsync();
        await fixture.StartAsync("Caller", 1, "one");
        StartOrchestrationOptions replace = new StartOrchestrationOptions("one").WithDedupeStatuses(Completed);
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Caller", 2, replace, EngineFixture.Cancel);
        release.SetResult();

        OrchestrationMetadata done = await fixture.FinishAsync("one");

        Assert.Equal("result of 2", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Ids_chosen_by_the_engine_differ_and_repeat_with_the_seed()
    {
        List<string[]> runs = [];
        for (int run = 0; run < 2; run++)
        {
            await using EngineFixture fixture = new();
            await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(null)).OpenAsync();
            runs.Add([await fixture.StartAsync("Echo"), await fixture.StartAsync("Echo")]);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0][0], runs[0][1]);
    }

    [Fact]
    public async Task Tags_and_version_are_kept()
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(context.Version)).OpenAsync();
        StartOrchestrationOptions options = new("tagged")
        {
            Tags = new Dictionary<string, string> { ["team"] = "orders" },
            Version = "2.1",
        };
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Echo", options, EngineFixture.Cancel);

        OrchestrationMetadata done = await fixture.FinishAsync("tagged");

        Assert.Equal("orders", done.Tags["team"]);
        Assert.Equal("2.1", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_unknown_dedupe_status_is_refused()
    {
        await using EngineFixture fixture = new();
        await fixture.Orchestrator("Echo", context => Task.FromResult<object?>(null)).OpenAsync();
        StartOrchestrationOptions options = new("one") { DedupeStatuses = ["Sleeping"] };

        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Client.ScheduleNewOrchestrationInstanceAsync("Echo", options, EngineFixture.Cancel));

        Assert.Contains("'Sleeping'", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task OpenWithInstanceAsync(EngineFixture fixture, OrchestrationRuntimeStatus status)
    {
        await fixture
            .Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<string>()))
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Never"))
            .Orchestrator("Fail", _ => throw new InvalidOperationException("failed"))
            .OpenAsync();
        string name = status switch { Completed => "Echo", Failed => "Fail", _ => "Wait" };
        StartOrchestrationOptions options = new(
            "one", status == Pending ? EngineFixture.Start.AddHours(1) : null);
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync(name, "first", options, EngineFixture.Cancel);
        if (status == Suspended)
        {
            await fixture.Client.SuspendInstanceAsync("one", EngineFixture.Cancel);
        }
        else if (status == Terminated)
        {
            await fixture.Client.TerminateInstanceAsync("one", EngineFixture.Cancel);
        }

        await fixture.IdleAsync();
        Assert.Equal(status, (await fixture.GetAsync("one"))!.RuntimeStatus);
    }
}
