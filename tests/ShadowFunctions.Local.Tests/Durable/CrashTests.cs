using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public class CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task However_often_the_engine_is_dropped_the_result_is_the_same_and_no_effect_is_lost(int seed)
    {
        await using EngineFixture fixture = new();
        ConcurrentDictionary<int, int> effects = new();
        Define(fixture, effects);
        await fixture.OpenAsync();
        string id = await fixture.StartAsync("Parent", id: "parent");

        // Equal seeds cut at equal delays; where the cut falls inside the work is up to the machine, and must not matter.
        Random random = new(seed);
        for (int crash = 0; crash < 12; crash++)
        {
            Task run = fixture.FinishAsync(id);
            await Task.WhenAny(run, Task.Delay(random.Next(1, 25), EngineFixture.Cancel));
            await fixture.CrashAsync();
            await Task.WhenAny(run);
        }

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(Expected(), done.ReadOutputAs<int>());
        Assert.Equal(Enumerable.Range(0, 40), effects.Keys.Order());
        Assert.Equal(EngineFixture.Start.AddMinutes(5), fixture.Clock.GetUtcNow());
        OrchestrationReplayer.Replay(fixture.Engine.ExportHistory(id)!, Parent);
    }

    [Fact]
    public async Task An_interrupted_activity_runs_again()
    {
        await using EngineFixture fixture = new();
        int runs = 0;
        TaskCompletionSource started = new();
        await fixture
            .Activity("Once", async _ =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite, EngineFixture.Cancel);
                }

                return runs;
            })
            .Orchestrator("Caller", async context => await context.CallActivityAsync<int>("Once"))
            .OpenAsync();
        string id = await fixture.StartAsync("Caller");
        await started.Task;
        await fixture.CrashAsync();

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal(2, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_graceful_stop_stores_what_was_finished()
    {
        await using EngineFixture fixture = new();
        int runs = 0;
        await fixture
            .Activity("Count", async _ =>
            {
                await Task.Delay(20, EngineFixture.Cancel);
                return Interlocked.Increment(ref runs);
            })
            .Orchestrator("Caller", async context => await context.CallActivityAsync<int>("Count"))
            .OpenAsync();
        string id = await fixture.StartAsync("Caller");
        while (fixture.Engine.ExportHistory(id)!.Events.Count == 0)
        {
            await Task.Delay(1, EngineFixture.Cancel);
        }

        await fixture.ReopenAsync();
        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal(1, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_an_activity_that_ignores_it()
    {
        await using EngineFixture fixture = new();
        TaskCompletionSource stuck = new();
        int runs = 0;
        await fixture
            .Activity("Stuck", async _ =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    await stuck.Task;
                }

                return runs;
            })
            .Orchestrator("Caller", async context => await context.CallActivityAsync<int>("Stuck"))
            .OpenAsync();
        string id = await fixture.StartAsync("Caller");
        while (runs == 0)
        {
            await Task.Delay(1, EngineFixture.Cancel);
        }

        await fixture.ReopenAsync();
        OrchestrationMetadata done = await fixture.FinishAsync(id);
        stuck.SetResult();

        Assert.Equal(2, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_timer_that_was_waiting_fires_after_the_restart()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Sleepy", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Sleepy");
        await fixture.Loop().RunUntilAsync(EngineFixture.Start.AddHours(1), EngineFixture.Cancel);
        await fixture.CrashAsync();

        Assert.Equal(EngineFixture.Start.AddHours(1), fixture.Clock.GetUtcNow());
        OrchestrationMetadata done = await fixture.FinishAsync(id);
        Assert.Equal(EngineFixture.Start.UtcDateTime.AddHours(2), done.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused()
    {
        await using EngineFixture fixture = new();
        await fixture.OpenAsync();
        await fixture.Engine.CommitAsync(
            store =>
            {
                store.SetMeta("schema", "0");
                return true;
            },
            EngineFixture.Cancel);
        await fixture.Engine.DisposeAsync();

        InvalidDataException refusal = await Assert.ThrowsAsync<InvalidDataException>(fixture.OpenAsync);

        Assert.Contains("schema version 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_engine_stops_it_and_is_told_to_whoever_waits()
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Never"))
            .OpenAsync();
        string id = await fixture.StartAsync("Wait");
        Task waiting = fixture.Client.WaitForInstanceCompletionAsync(id, EngineFixture.Cancel);

        await Assert.ThrowsAsync<IOException>(() => fixture.Engine.CommitAsync<bool>(
            _ => throw new IOException("disk full"), EngineFixture.Cancel));

        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        InvalidOperationException stopped = await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Engine.Work.WhenIdleAsync(EngineFixture.Cancel));
        Assert.Contains("disk full", stopped.Message, StringComparison.Ordinal);
    }

    internal static void Define(EngineFixture fixture, ConcurrentDictionary<int, int> effects) => fixture
        .Activity("Effect", async input =>
        {
            int number = int.Parse(input!, null);
            await Task.Delay(number % 3, EngineFixture.Cancel);
            effects.AddOrUpdate(number, 1, (_, count) => count + 1);
            return number + 1;
        })
        .Orchestrator("Child", async context =>
        {
            int first = context.GetInput<int>() * 10;
            int[] results = await Task.WhenAll(
                Enumerable.Range(first, 10).Select(i => context.CallActivityAsync<int>("Effect", i)));
            return results.Sum();
        })
        .Orchestrator("Parent", Parent);

    private static async Task<object?> Parent(TaskOrchestrationContext context)
    {
        int sum = 0;
        for (int i = 0; i < 2; i++)
        {
            sum += await context.CallSubOrchestratorAsync<int>("Child", i, new SubOrchestrationOptions(instanceId: $"c{i}"));
            await context.CreateTimer(TimeSpan.FromMinutes(2), CancellationToken.None);
        }

        int[] both = await Task.WhenAll(
            context.CallSubOrchestratorAsync<int>("Child", 2), context.CallSubOrchestratorAsync<int>("Child", 3));
        await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
        return sum + both.Sum();
    }

    private static int Expected() => Enumerable.Range(0, 40).Sum(number => number + 1);
}
