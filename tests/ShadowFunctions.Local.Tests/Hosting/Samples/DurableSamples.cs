using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Tests.Hosting.Samples;

public sealed class DurableSamples(Recorder recorder)
{
    public enum Mood
    {
        Calm,
        Busy,
    }

    [Function("Start")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
        => Results.Text(await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Greet), new Greeting("Ada", Mood.Busy), new StartOrchestrationOptions(id), cancellationToken));

    [Function(nameof(Greet))]
    public static async Task<Reply> Greet([OrchestrationTrigger] TaskOrchestrationContext context, Greeting greeting)
    {
        var first = await context.CallActivityAsync<string>(nameof(Say), greeting);
        await context.CreateTimer(TimeSpan.FromMinutes(30), CancellationToken.None);
        await context.CallActivityAsync(nameof(Count), 41);
        return new Reply(first, greeting.Mood, context.CurrentUtcDateTime);
    }

    [Function(nameof(Say))]
    public string Say([ActivityTrigger] Greeting greeting, FunctionContext context, CancellationToken cancellationToken)
    {
        recorder.Add($"{context.FunctionDefinition.Name}:{greeting.Name}:{cancellationToken.CanBeCanceled}");
        return $"Hello {greeting.Name}";
    }

    [Function(nameof(Count))]
    public async Task Count([ActivityTrigger] int number)
    {
        await Task.Yield();
        recorder.Add($"Count:{number + 1}");
    }

    public sealed record Greeting(string Name, Mood Mood);

    public sealed record Reply(string Text, Mood Mood, DateTime At);
}
