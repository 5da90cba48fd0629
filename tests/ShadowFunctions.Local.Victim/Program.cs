using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShadowFunctions.Local.Runtime.Durable;
using ShadowFunctions.Local.Victim;

// Usage: <database> <effects file>. Runs the workload to its end and prints "done <output> <clock>".
string databasePath = args[0];
string effectsPath = args[1];
EmulatedClock clock = new(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
await using DurableEngine engine = new(
    new DurableEngineOptions(databasePath), VictimWorkload.CreateRegistry(effectsPath), clock, NullLoggerFactory.Instance);
await engine.StartAsync();
if (await engine.Client.GetInstanceAsync(VictimWorkload.InstanceId) is null)
{
    await engine.Client.ScheduleNewOrchestrationInstanceAsync(
        "Parent", new Microsoft.DurableTask.StartOrchestrationOptions(VictimWorkload.InstanceId));
}

using CancellationTokenSource stop = new();
Task loop = new RuntimeLoop(engine, [], new RuntimeLoopOptions(), TimeProvider.System).RunUntilAsync(() => false, stop.Token);
var done = await engine.Client.WaitForInstanceCompletionAsync(VictimWorkload.InstanceId, getInputsAndOutputs: true);
await stop.CancelAsync();
await Task.WhenAny(loop);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {done.SerializedOutput} {clock.GetUtcNow():O}"));
