using Microsoft.DurableTask;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Bench.Runtime;

/// <summary>The measured orchestrations. Each returns a sum, so that a lost or doubled result shows.</summary>
internal static class Workloads
{
    public static TaskRegistry CreateRegistry() => new TaskRegistry()
        .AddActivity("One", (_, _) => Task.FromResult<string?>("1"))
        .AddOrchestrator("FanOut", FanOutAsync)
        .AddOrchestrator("Children", ChildrenAsync)
        .AddOrchestrator("Chain", ChainAsync);

    public static int Expected(string orchestrator, int size) => orchestrator == "Children" ? 4 * size : size;

    private static async Task<object?> FanOutAsync(TaskOrchestrationContext context)
    {
        int size = context.GetInput<int>();
        int[] results = await Task.WhenAll(
            Enumerable.Range(0, size).Select(i => context.CallActivityAsync<int>("One", i)));
        return results.Sum();
    }

    private static async Task<object?> ChildrenAsync(TaskOrchestrationContext context)
    {
        int size = context.GetInput<int>();
        int[] results = await Task.WhenAll(
            Enumerable.Range(0, size).Select(_ => context.CallSubOrchestratorAsync<int>("Chain", 4)));
        return results.Sum();
    }

    private static async Task<object?> ChainAsync(TaskOrchestrationContext context)
    {
        int size = context.GetInput<int>();
        int sum = 0;
        for (int i = 0; i < size; i++)
        {
            sum += await context.CallActivityAsync<int>("One", i);
        }

        return sum;
    }
}
