using Microsoft.DurableTask;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Victim;

/// <summary>Rounds of parallel effects with a durable timer between them. Each effect is a line of a file.</summary>
internal static class VictimWorkload
{
    public const string InstanceId = "parent";

    private const int Rounds = 6;
    private const int EffectsPerRound = 25;

    public static TaskRegistry CreateRegistry(string effectsPath)
    {
        Lock gate = new();
        return new TaskRegistry()
            .AddActivity("Effect", async (call, cancellationToken) =>
            {
                lock (gate)
                {
                    File.AppendAllText(effectsPath, call.Input + "\n");
                    Console.WriteLine(call.Input);
                }

                await Task.Delay(2, cancellationToken);
                return call.Input;
            })
            .AddOrchestrator("Round", RoundAsync)
            .AddOrchestrator("Parent", ParentAsync);
    }

    private static async Task<object?> ParentAsync(TaskOrchestrationContext context)
    {
        int sum = 0;
        for (int round = 0; round < Rounds; round++)
        {
            sum += await context.CallSubOrchestratorAsync<int>("Round", round);
            await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
        }

        return sum;
    }

    private static async Task<object?> RoundAsync(TaskOrchestrationContext context)
    {
        int first = context.GetInput<int>() * EffectsPerRound;
        int[] results = await Task.WhenAll(Enumerable.Range(first, EffectsPerRound)
            .Select(number => context.CallActivityAsync<int>("Effect", number)));
        return results.Sum();
    }
}
