using System.Globalization;
using System.Text.RegularExpressions;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Bench.Runner;

/// <summary>The highest rate beside pgbench's with the same statements, prepared, over as many connections. Runs alternate, because the machine drifts.</summary>
internal static partial class Pgbench
{
    private const int Pairs = 12;
    private const int Seconds = 5;

    /// <summary>Student's t at 97.5 % for the pairs.</summary>
    private const double T = 2.20;
    private const int Connections = 8;
    private const double Tolerance = 0.15;

    public static async Task<int> RunAsync()
    {
        await using var cluster = await Server.StartAsync();
        await using var target = PostgresLoadTarget.InPlace(cluster.Connection());
        Console.WriteLine($"PostgreSQL scale {Server.Scale}, {Connections} connections, {Seconds} s each, {Pairs} pairs, transactions/s");
        Console.WriteLine("| statements | pgbench | this runner | ratio per pair | mean ratio (95 %) |");
        Console.WriteLine("|---|---|---|---|---|");
        var missed = 0;
        foreach (var (name, script, plan) in ((string, string, LoadPlan)[])[("TPC-B", "tpcb-like", Plans.TpcB(Server.Scale)), ("select only", "select-only", Plans.SelectOnly(Server.Scale * 100_000))])
        {
            var (theirs, ours) = (new List<double>(), new List<double>());
            for (var pair = 0; pair < Pairs; pair++)
            {
                foreach (var first in (bool[])[pair % 2 == 0, pair % 2 != 0])
                {
                    if (first)
                    {
                        var output = Server.Pgbench(cluster, "-b", script, "-M", "prepared", "-c", $"{Connections}", "-j", "2", "-T", $"{Seconds}", "-n");
                        theirs.Add(double.Parse(Tps().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        ours.Add(await RateAsync(plan, target, pair));
                    }
                }
            }

            var ratios = ours.Zip(theirs, (o, t) => o / t).ToList();
            var (mean, low, high) = Interval(ratios);
            missed += mean < 1 - Tolerance ? 1 : 0;
            Console.WriteLine($"| {name} | {theirs.Average():N0} | {ours.Average():N0} | {string.Join(", ", ratios.Select(r => r.ToString("N2", CultureInfo.InvariantCulture)))} | {mean:N2} ({low:N2} to {high:N2}) |");
        }

        Console.WriteLine($"At least {1 - Tolerance:P0} of pgbench's rate: {(missed == 0 ? "met" : $"MISSED for {missed}")}\n");
        return missed;
    }

    /// <summary>Far more is asked for than can be served: every connection is busy all the time, as pgbench's are.</summary>
    private static async Task<double> RateAsync(LoadPlan plan, PostgresLoadTarget target, int seed)
    {
        var settings = new LoadSettings { Segments = [new(Seconds, 1_000_000)], Connections = Connections, WarmUpSeconds = 1, DrainSeconds = 0, Seed = seed };
        return (await new LoadGenerator(new LoadClock()).RunAsync(plan, target, settings, CancellationToken.None)).AchievedPerSecond;
    }

    /// <summary>Geometric mean of ratios with its 95 % interval.</summary>
    private static (double Mean, double Low, double High) Interval(List<double> ratios)
    {
        var logs = ratios.Select(r => Math.Log(r)).ToList();
        var mean = logs.Average();
        var half = T * Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Count - 1) / logs.Count);
        return (Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }

    [GeneratedRegex(@"tps = (?<tps>[\d.]+)")]
    private static partial Regex Tps();
}
