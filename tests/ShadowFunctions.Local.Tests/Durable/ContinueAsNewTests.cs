using Microsoft.DurableTask.Client;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public class ContinueAsNewTests
{
    [Theory, InlineData(0), InlineData(100)]
    public async Task A_loop_starts_over_with_a_new_input_and_a_short_history(int maxSessions)
    {
        await using EngineFixture fixture = new() { MaxSessions = maxSessions };
        await fixture
            .Activity("Next", input => int.Parse(input!, null) + 1)
            .Orchestrator("Loop", async context =>
            {
                int count = await context.CallActivityAsync<int>("Next", context.GetInput<int>());
                if (count < 10)
                {
                    context.ContinueAsNew(count);
                }

                return count;
            })
            .OpenAsync();

        OrchestrationMetadata done = await fixture.RunAsync("Loop", 0, "loop");

        Assert.Equal(10, done.ReadOutputAs<int>());
        OrchestrationHistory history = fixture.Engine.ExportHistory("loop")!;
        Assert.Equal(9, history.Orchestration.Generation);
        Assert.Single(history.Events, line => line.Type == HistoryEventType.TaskScheduled);
    }

    [Theory, InlineData(true, "1,2,3"), InlineData(false, "1")]
    public async Task Unprocessed_events_are_kept_unless_told_otherwise(bool preserve, string expected)
    {
        await using EngineFixture fixture = new();
        await fixture
            .Orchestrator("Collect", async context =>
            {
                string seen = context.GetInput<string>() ?? string.Empty;
                if (seen.Length == 0)
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                }

                using CancellationTokenSource none = new();
                int next;
                try
                {
                    next = await context.WaitForExternalEvent<int>("Number", TimeSpan.FromMinutes(1));
                }
                catch (TaskCanceledException)
                {
                    return seen;
                }

                context.ContinueAsNew(seen.Length == 0 ? $"{next}" : $"{seen},{next}", preserve);
                return null;
            })
            .OpenAsync();
        string id = await fixture.StartAsync("Collect");
        for (int i = 1; i <= 3; i++)
        {
            await fixture.Client.RaiseEventAsync(id, "Number", i, EngineFixture.Cancel);
        }

        OrchestrationMetadata done = await fixture.FinishAsync(id);

        Assert.Equal(expected, done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task New_guids_differ_between_runs_and_repeat_on_replay()
    {
        await using EngineFixture fixture = new() { MaxSessions = 0 };
        List<Guid> seen = [];
        await fixture
            .Activity("Nothing", _ => 1)
            .Orchestrator("Guids", async context =>
            {
                Guid first = context.NewGuid();
                seen.Add(first);
                await context.CallActivityAsync("Nothing");
                if (context.GetInput<int>() == 0)
                {
                    context.ContinueAsNew(1);
                }

                return null;
            })
            .OpenAsync();

        await fixture.RunAsync("Guids", 0);

        Assert.Equal(4, seen.Count);
        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, guid => Assert.Equal(5, guid.Version));
    }
}
