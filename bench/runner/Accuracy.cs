using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Bench.Runner;

/// <summary>The rate achieved against the rate asked for, below the knee.</summary>
internal static class Accuracy
{
    private const double Tolerance = 0.01;

    public static async Task<int> RunAsync()
    {
        await using var cluster = await Server.StartAsync();
        await using var target = PostgresLoadTarget.InPlace(cluster.Connection());
        Console.WriteLine("PostgreSQL, primary-key reads, 16 connections, 10 s each");
        Console.WriteLine("| arrivals | asked /s | due /s | achieved /s | off | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var missed = 0;
        foreach (var shape in Enum.GetValues<ArrivalShape>())
        {
            foreach (var rate in (double[])[50, 500, 2000, 4000])
            {
                var settings = new LoadSettings { Segments = [new(10, rate)], Connections = 16, Shape = shape, Seed = 3 };
                var result = await new LoadGenerator(new LoadClock()).RunAsync(Plans.SelectOnly(Server.Scale * 100_000), target, settings, CancellationToken.None);
                var off = (result.AchievedPerSecond / result.AskedPerSecond) - 1;
                missed += Math.Abs(off) > Tolerance ? 1 : 0;
                Console.WriteLine($"| {shape} | {rate:N0} | {result.AskedPerSecond:N1} | {result.AchievedPerSecond:N1} | {off:P2} | {result.Latency!.P50:N2} | {result.Latency.P99:N2} |");
            }
        }

        Console.WriteLine($"Within {Tolerance:P0}: {(missed == 0 ? "met" : $"MISSED in {missed} runs")}\n");
        return missed == 0 ? 0 : 1;
    }
}
