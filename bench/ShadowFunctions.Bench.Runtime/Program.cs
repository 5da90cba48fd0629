using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShadowFunctions.Bench.Runtime;
using ShadowFunctions.Local.Runtime.Durable;

Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}");
Console.WriteLine();
Console.WriteLine("| workload | activities | seconds | activities/s | allocated MB | peak MB | file MB |");
Console.WriteLine("|---|---|---|---|---|---|---|");

await MeasureAsync("warm-up (not counted)", "FanOut", 200, 200);
await MeasureAsync("fan-out of 1,000", "FanOut", 1_000, 1_000);
await MeasureAsync("fan-out of 10,000", "FanOut", 10_000, 10_000);
await MeasureAsync("1,000 children x 4 activities", "Children", 1_000, 4_000);
await MeasureAsync("chain of 1,000", "Chain", 1_000, 1_000);

static async Task MeasureAsync(string label, string orchestrator, int size, int activities)
{
    string folder = Directory.CreateTempSubdirectory("shadow-bench-").FullName;
    try
    {
        string path = Path.Combine(folder, "runtime.db");
        long allocatedBefore = GC.GetTotalAllocatedBytes();
        TimeSpan elapsed = await RunAsync(path, orchestrator, size);
        double allocatedMB = (GC.GetTotalAllocatedBytes() - allocatedBefore) / 1e6;
        double peakMB = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        double fileMB = new FileInfo(path).Length / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {label} | {activities:N0} | {elapsed.TotalSeconds:F2} | {activities / elapsed.TotalSeconds:N0} | {allocatedMB:F0} | {peakMB:F0} | {fileMB:F1} |"));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

static async Task<TimeSpan> RunAsync(string path, string orchestrator, int size)
{
    EmulatedClock clock = new(DateTimeOffset.UnixEpoch);
    await using DurableEngine engine = new(
        new DurableEngineOptions(path), Workloads.CreateRegistry(), clock, NullLoggerFactory.Instance);
    await engine.StartAsync();
    Stopwatch watch = Stopwatch.StartNew();
    string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, size);
    var done = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
    watch.Stop();
    return done.ReadOutputAs<int>() == Workloads.Expected(orchestrator, size)
        ? watch.Elapsed
        : throw new InvalidOperationException($"{orchestrator} ended {done.RuntimeStatus} with {done.SerializedOutput}.");
}
