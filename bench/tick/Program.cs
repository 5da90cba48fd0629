using System.Diagnostics;
using System.Globalization;
using ShadowFunctions.Bench.Tick;

const double LimitSeconds = 2;
const double LimitMebibytes = 1024;
const int LimitStateBytes = 64 * 1024;
const int Ticks = 24;

var counts = args.Length > 0 ? args.Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray() : [100, 1_000, 10_000];
Console.WriteLine("| series | one tick, median s | slowest of 24 s | CPU s per tick | µs of CPU per series | peak memory MiB | state bytes per series |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
var failed = false;
foreach (var count in counts)
{
    var fleet = new TickFleet(count);
    fleet.Tick();
    var walls = new double[Ticks];
    var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    for (var i = 0; i < Ticks; i++)
    {
        var watch = Stopwatch.StartNew();
        fleet.Tick();
        walls[i] = watch.Elapsed.TotalSeconds;
    }

    process.Refresh();
    var cpu = (process.TotalProcessorTime - before).TotalSeconds / Ticks;
    Array.Sort(walls);
    var peak = process.PeakWorkingSet64 / 1024.0 / 1024;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {count} | {walls[Ticks / 2]:0.0000} | {walls[^1]:0.0000} | {cpu:0.0000} | {cpu / count * 1e6:0.0} | {peak:0} | {fleet.StateBytes} |"));
    failed |= count == 10_000 && (walls[Ticks / 2] > LimitSeconds || peak > LimitMebibytes);
    failed |= fleet.StateBytes > LimitStateBytes;
}

Console.WriteLine($"| limit at 10,000 | {LimitSeconds} | | | | {LimitMebibytes} | {LimitStateBytes} |");
return failed ? 1 : 0;
