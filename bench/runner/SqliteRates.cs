using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Bench.Runner;

/// <summary>How many simple statements a second one process sends to SQLite in it, and whether it keeps the rate it was asked for.</summary>
internal static class SqliteRates
{
    private const double Target = 20_000;

    public static async Task<int> RunAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"bench-runner-{Environment.ProcessId}.db");
        try
        {
            await FillAsync(file);
            await using var target = await SqliteLoadTarget.CreateAsync($"Data Source={file}", CancellationToken.None);
            Console.WriteLine($"SQLite in this process, {Environment.ProcessorCount} cores, 2 connections, {Plans.Rows:N0} rows, 8 s each");
            Console.WriteLine("| mix | asked /s | achieved /s | p50 ms | p99 ms | p99.9 ms | errors |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            var best = 0.0;
            foreach (var (name, plan, rates) in ((string, LoadPlan, double[])[])
                [("point reads", Plans.PointReads, [5_000, 20_000, 40_000, 80_000, 1_000_000]), ("5 % updates", Plans.ReadsAndWrites, [5_000, 20_000])])
            {
                foreach (var rate in rates)
                {
                    var settings = new LoadSettings { Segments = [new(8, rate)], Connections = 2, WarmUpSeconds = 1, DrainSeconds = 0, Seed = 1 };
                    var result = await new LoadGenerator(new LoadClock()).RunAsync(plan, target, settings, CancellationToken.None);
                    Console.WriteLine($"| {name} | {rate:N0} | {result.AchievedPerSecond:N0} | {result.Latency!.P50:N3} | {result.Latency.P99:N2} | {result.Latency.P999:N2} | {result.Errors.Values.Sum()} |");
                    best = plan == Plans.PointReads ? Math.Max(best, result.AchievedPerSecond) : best;
                }
            }

            Console.WriteLine($"Highest rate of point reads {best:N0}/s, target {Target:N0}/s: {(best >= Target ? "met" : "MISSED")}\n");
            return best >= Target ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task FillAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT NOT NULL, total INTEGER NOT NULL);
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {Plans.Rows})
            INSERT INTO item SELECT i, 'item ' || i, i FROM n;
            """;
        await command.ExecuteNonQueryAsync();
    }
}
