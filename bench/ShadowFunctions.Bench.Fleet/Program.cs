using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Bench.Fleet;
using ShadowFunctions.Local.Fleet;

const int Seed = 20260831;
const int Cycles = 5;

Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}");
if (args is ["due", ..])
{
    await MeasureDueAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
    return;
}

Console.WriteLine();
Console.WriteLine("| stores | start s | first cycle s | later cycles s | CPU s per later cycle | peak MB | state.db MB | runtime.db MB | cloud.db MB |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var stores in args.Length == 0 ? [100] : args.Select(a => int.Parse(a, CultureInfo.InvariantCulture)))
{
    await MeasureAsync(stores);
}

// A fifth of the fleet needs another size in the same cycle, three quarters of them a larger one; 5 % of the requests and operations fail.
static async Task MeasureDueAsync(int stores)
{
    var folder = Directory.CreateTempSubdirectory("shadow-bench-").FullName;
    try
    {
        await using var fleet = new DueChanges(stores, stores * 3 / 20, stores / 20, 0.05, folder);
        var r = await fleet.RunAsync(new Dictionary<string, string?>(), CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {stores:N0} stores, {r.Due} due: {r.Changed} verified, {r.FailedByPlatform} accepted and failed by the platform, {r.DecidedToKeep} put off until they no longer paid, {r.Lost} lost
            {r.Operations} decisions with a request, {r.Refused} put off and decided anew, at most {r.MostPerDecision} request per decision
            ups sent by {r.UpsSentBySeconds:F0} s, downs from {r.DownsSentFromSeconds:F0} s, last request at {r.SentBySeconds:F0} s of the cycle's 300 s
            {r.Writes} writes, at most {r.MostWritesInOneSecond} in one second; the published bucket never held less than {r.LeastLeftInBucket:F0} of 200; {r.Throttled} throttled
            {r.Wall.TotalSeconds:F0} s on this machine
            """));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

static async Task MeasureAsync(int stores)
{
    var folder = Directory.CreateTempSubdirectory("shadow-bench-").FullName;
    try
    {
        var choice = FleetChoice.Generated(stores, Seed);
        var options = new LocalFleetOptions
        {
            StateDirectory = folder,
            Stores = choice.Stores,
            Start = choice.Start,
            BackfillDays = 1,
            Seed = Seed,
            Port = 0,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(),
        };
        var watch = Stopwatch.StartNew();
        double start, total, cpu;
        (double Wall, double Cpu) first;
        await using (var fleet = await LocalFleet.StartAsync(options, CancellationToken.None))
        {
            start = watch.Elapsed.TotalSeconds;
            var firstEnded = FirstCycleEndedAsync(fleet, options, watch);
            await fleet.RunAsync(Cycles, CancellationToken.None);
            (total, first) = (watch.Elapsed.TotalSeconds, await firstEnded);
            cpu = (CpuSeconds() - first.Cpu) / (Cycles - 1);
            await CheckAsync(fleet, stores);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {stores:N0} | {start:F1} | {first.Wall - start:F1} | {(total - first.Wall) / (Cycles - 1):F2} | {cpu:F2} | {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} | {Size("state.db")} | {Size("runtime.db")} | {Size("cloud.db")} |"));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }

    string Size(string file) => (new FileInfo(Path.Combine(folder, file)).Length / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}

// The clock stands still while any work runs, so it reaches the second cycle when the first has ended.
static async Task<(double Wall, double Cpu)> FirstCycleEndedAsync(LocalFleet fleet, LocalFleetOptions options, Stopwatch watch)
{
    while (fleet.Now < options.CycleAt(2))
    {
        await Task.Delay(10);
    }

    return (watch.Elapsed.TotalSeconds, CpuSeconds());
}

static double CpuSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

// A store that is skipped would make a cycle look fast. Only a resize that outlasts a cycle may hold a store back.
static async Task CheckAsync(LocalFleet fleet, int stores)
{
    var summary = await fleet.SummariseAsync(Cycles, CancellationToken.None);
    if (summary.Stores.Count(s => s.Predictions >= Cycles - 2) < 0.9 * stores)
    {
        throw new InvalidOperationException($"Only {summary.Total.Predictions} predictions were made for {stores} stores in {Cycles} cycles.");
    }
}
