using System.Diagnostics;
using System.Globalization;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Bench.Impact;

/// <summary>PostgreSQL's own load generator.</summary>
internal sealed class Pgbench(PostgresCluster cluster, string database)
{
    public async Task FillAsync(int scale) => await RunAsync(["-i", "-q", "--foreign-keys", "-s", Text(scale)]);

    /// <summary>Seconds before a window counts: new sessions fill their caches, and what queues behind that is nobody's doing.</summary>
    public const int WarmUpSeconds = 1;

    /// <summary>Open loop at a fixed rate, the mix of pgbench (TPC-B like), for two seconds longer than what counts: achieved rate and 99th percentile from the scheduled start, ms.</summary>
    public async Task<(double PerSecond, double P99)> RateAsync(double perSecond, int seconds, int seed)
    {
        var prefix = Path.Combine(Path.GetTempPath(), $"impact-{Environment.ProcessId}-{seed}");
        await RunAsync(
            ["-n", "-M", "prepared", "-c", "8", "-j", "1", "-R", Text(perSecond), "-T", Text(WarmUpSeconds + seconds + 2), "-l", $"--log-prefix={prefix}", $"--random-seed={seed}"]);
        var ended = new List<(double At, double Milliseconds)>();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(prefix) + ".*"))
        {
            ended.AddRange((await File.ReadAllLinesAsync(file)).Select(l => l.Split(' ')).Select(w => (Number(w[4]) + (Number(w[5]) / 1e6), Number(w[2]) / 1000)));
            File.Delete(file);
        }

        // Lines hold when a transaction ended and how long that was after it was due.
        var from = ended.Min(e => e.At - (e.Milliseconds / 1000)) + WarmUpSeconds;
        var latencies = ended.Where(e => e.At >= from && e.At < from + seconds).Select(e => e.Milliseconds).Order().ToList();
        return ((double)latencies.Count / seconds, latencies[(int)(latencies.Count * 0.99)]);
    }

    /// <summary>Closed loop: as much as the server gives. Transactions per second.</summary>
    public async Task<double> FloodAsync(int clients, int seconds)
    {
        var text = await RunAsync(["-n", "-M", "prepared", "-c", Text(clients), "-j", "1", "-T", Text(seconds)]);
        var line = text.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal));
        return Number(line.Split(' ')[2]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(string[] arguments)
    {
        var start = Cores.Client(Path.Combine(PostgresCluster.Binaries, "pgbench"));
        foreach (var argument in arguments.Concat(["-h", cluster.Folder, "-U", "postgres", database]))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"pgbench failed: {await error}");
    }
}
